package dev.otpauth.spektif;

import dev.otpauth.phone.PhoneNumber;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Checks whether a success response belongs to the phone number of the request. */
final class DestinationCheck {

  /** The fields in which the provider names the destination. */
  private static final Set<String> NAMES = Set.of("mobile", "destination_number");

  private DestinationCheck() {}

  /**
   * Returns true if the response names another number; then the outcome of our request is unknown.
   */
  static boolean another(PhoneNumber destination, JsonNode data) {
    return NAMES.stream().anyMatch(it -> isAnother(destination, data.path(it)));
  }

  private static boolean isAnother(PhoneNumber destination, JsonNode echo) {
    return LenientScalars.text(echo).filter(destination::isContradictedBy).isPresent();
  }
}
