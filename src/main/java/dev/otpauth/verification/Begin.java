package dev.otpauth.verification;

import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.throttle.Send;
import dev.otpauth.throttle.Throttle.Taking;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An operation that a caller wants to begin. */
sealed interface Begin {

  /**
   * A code is to be sent, under a new verification.
   *
   * @param refusal why it is not to be sent whatever the limits say; absent where nothing is known
   * @param verification the new one's id
   * @param send what the limits look at; absent where they are not concerned
   */
  record Request(
      @Nullable Refusal refusal,
      UUID verification,
      PhoneNumber mobile,
      NewVerification of,
      @Nullable Send send)
      implements Begin {}

  /** Another code is to be sent in place of the one before. */
  record Resend(UUID verification) implements Begin {}

  /**
   * A code is to be checked.
   *
   * @param purpose must be the one requested, where given
   * @param phone must be the digest of the number requested, where given
   */
  record Confirm(UUID verification, @Nullable String purpose, @Nullable KeyedDigest phone)
      implements Begin {}

  /** Adds the rows that decide about it. */
  default void addTo(OperationNeeds needs, CallContext<?> context) {
    needs.keyOf(context);
    switch (this) {
      case Request request -> {
        needs.phones.add(request.of().phoneDigest());
        var send = request.send();
        if (send != null) {
          needs.sends.add(new Taking(send.callerId(), send.address(), null));
        }
      }
      case Resend(var verification) -> {
        needs.verifications.add(verification);
        needs.sends.add(new Taking(context.callerId(), null, null));
      }
      case Confirm confirm -> needs.verifications.add(confirm.verification());
    }
  }
}
