package dev.otpauth.provider;

import dev.otpauth.phone.PhoneNumber;
import java.util.List;

/**
 * The port to the provider that sends codes over WhatsApp and verifies them.
 *
 * <p>Every failure of the provider is a result; an exception is a bug. Each call returns within a
 * bounded time, well below the lease of the verification.
 */
public interface OtpProvider {

  /** The WhatsApp numbers that codes can be sent from; never empty, the first is the default. */
  List<PhoneNumber> senders();

  /** Sends a new code. */
  SendResult send(PhoneNumber destination, PhoneNumber sender);

  /**
   * Invalidates the reference's code and sends a new one under a new reference.
   *
   * @param destination the number that the reference's code was sent to
   */
  SendResult resend(Reference reference, PhoneNumber destination);

  /**
   * Verifies a code. The provider counts a wrong code as an attempt.
   *
   * @param destination the number that the reference's code was sent to
   */
  VerifyResult verify(Reference reference, PhoneNumber destination, OtpCode code);

  /** Returns the state of a reference. */
  StatusResult status(Reference reference);

  /** Returns one page of the references that the provider knows, in no particular order. */
  HistoryResult history(HistoryQuery query);
}
