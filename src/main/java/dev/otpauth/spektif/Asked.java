package dev.otpauth.spektif;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.spektif.account.CallKind;
import org.jspecify.annotations.Nullable;

/**
 * What the provider was asked for.
 *
 * @param sender the number a code was to be sent from; null where the call names none
 */
record Asked(Operation operation, @Nullable PhoneNumber sender) {

  static Asked of(Operation operation) {
    return new Asked(operation, null);
  }

  /** The same, as our account is refused or accepted for it. */
  CallKind kind() {
    return new CallKind(operation.tag(), operation.role(), sender);
  }
}
