package dev.otpauth.provider;

import dev.otpauth.phone.PhoneNumber;
import java.util.List;

/**
 * The provider that sends codes over WhatsApp and checks them.
 *
 * <p>Whatever the provider does or fails to do is a result; an exception is a bug. Each call
 * returns within a bounded time, well below the lease that a verification holds meanwhile.
 */
public interface OtpProvider {

  /** The numbers that codes can be sent from, never empty; the first is the default. */
  List<PhoneNumber> senders();

  /** Sends a new code. */
  SendResult send(PhoneNumber destination, PhoneNumber sender);

  /**
   * Invalidates the reference's code and sends a new one under a new reference.
   *
   * @param destination where the reference's code was sent to
   */
  SendResult resend(Reference reference, PhoneNumber destination);

  /**
   * Checks a code. A wrong one counts against the reference at the provider.
   *
   * @param destination where the reference's code was sent to
   */
  VerifyResult verify(Reference reference, PhoneNumber destination, OtpCode code);

  /** What has become of a reference. */
  StatusResult status(Reference reference);

  /** One page of the references the provider knows, in no particular order. */
  HistoryResult history(HistoryQuery query);
}
