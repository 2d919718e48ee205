package dev.otpauth.spektif;

import dev.otpauth.phone.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * What kind of call the provider was asked for: what it refuses one sender, it may grant another.
 *
 * @param sender the number a code was to be sent from; null where the call names none
 */
record Asked(Operation operation, @Nullable PhoneNumber sender) {

  static Asked of(Operation operation) {
    return new Asked(operation, null);
  }
}
