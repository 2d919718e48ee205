package dev.otpauth.spektif;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.OtpStatus;
import dev.otpauth.provider.Reference;
import dev.otpauth.provider.ReferenceState;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads the state of one reference from a status or history response. */
final class ReferenceStates {

  private ReferenceStates() {}

  /** Returns empty if the reference or the status is missing or invalid. */
  static Optional<ReferenceState> read(JsonNode entry) {
    var reference = LenientScalars.text(entry.path("reference_id")).filter(Reference::isValid);
    var status = LenientScalars.text(entry.path("status")).flatMap(OtpStatus::parse);
    if (reference.isEmpty() || status.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ReferenceState(
            new Reference(reference.get()),
            destination(entry).orElse(null),
            status.get(),
            LenientScalars.count(entry.path("verify_attempts")),
            ProviderTimes.read(entry.path("sent_at")),
            ProviderTimes.read(entry.path("verified_at")),
            ProviderTimes.read(entry.path("expires_at")),
            ProviderTimes.read(entry.path("created_at"))));
  }

  /** Whether the entry's destination is absent or may be this number. */
  static boolean mayBeTo(PhoneNumber number, JsonNode entry) {
    return entry.path("destination_number").isMissingNode()
        || entry.path("destination_number").isNull()
        || destination(entry).filter(number::mayBeEchoedAs).isPresent();
  }

  /** Whether the entry has a destination that is no phone number. */
  static boolean isIllegible(JsonNode entry) {
    return LenientScalars.text(entry.path("destination_number")).isPresent()
        && destination(entry).isEmpty();
  }

  private static Optional<PhoneNumber> destination(JsonNode entry) {
    return LenientScalars.text(entry.path("destination_number")).flatMap(PhoneNumber::parseEcho);
  }
}
