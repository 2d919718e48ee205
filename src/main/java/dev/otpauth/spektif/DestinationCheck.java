package dev.otpauth.spektif;

import dev.otpauth.phone.PhoneNumber;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Whether a success is about the number that was asked for, as far as its answer tells. */
final class DestinationCheck {

  /** What the provider calls the number a code goes to, wherever it names it. */
  private static final Set<String> NAMES = Set.of("mobile", "destination_number");

  private DestinationCheck() {}

  /** Whether an answer names another number: it is not ours, and nobody knows what became of it. */
  static boolean another(PhoneNumber destination, JsonNode data) {
    return NAMES.stream().anyMatch(it -> isAnother(destination, data.path(it)));
  }

  private static boolean isAnother(PhoneNumber destination, JsonNode echo) {
    return LenientScalars.text(echo).filter(destination::isContradictedBy).isPresent();
  }
}
