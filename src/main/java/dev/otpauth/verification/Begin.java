package dev.otpauth.verification;

import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.throttle.Send;
import dev.otpauth.throttle.Throttle.Taking;
import java.util.Optional;
import java.util.Set;
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

  /** The rows that decide about it. */
  default OperationNeeds needs(CallContext<?> context) {
    var caller = context.callerId();
    return switch (this) {
      case Request request -> {
        var send = Optional.ofNullable(request.send());
        yield new OperationNeeds(
            Set.of(),
            Set.of(request.of().phoneDigest()),
            send.map(it -> Set.of(new Taking(caller, it.address(), null))).orElse(Set.of()),
            Set.of(),
            OperationNeeds.keyOf(context),
            Set.of());
      }
      case Resend(var verification) ->
          new OperationNeeds(
              Set.of(verification),
              Set.of(),
              Set.of(new Taking(caller, null, null)),
              Set.of(),
              OperationNeeds.keyOf(context),
              Set.of());
      case Confirm confirm ->
          new OperationNeeds(
              Set.of(confirm.verification()),
              Set.of(),
              Set.of(),
              Set.of(),
              OperationNeeds.keyOf(context),
              Set.of());
    };
  }
}
