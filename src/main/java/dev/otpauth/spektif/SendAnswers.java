package dev.otpauth.spektif;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.Reference;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.Unknown;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Translates responses to send and resend. */
final class SendAnswers {

  private static final Duration USUAL_VALIDITY = Duration.ofMinutes(5);
  private static final Duration SHORTEST_VALIDITY = Duration.ofSeconds(1);
  private static final Duration LONGEST_VALIDITY = Duration.ofDays(1);

  private SendAnswers() {}

  static OperationResponse<? extends SendResult> read(
      Operation operation, PhoneNumber destination, ClassifiedResponse classified) {
    return classified.category() == ResponseCategory.ACCEPTED
        ? accepted(destination, classified)
        : Failures.read(operation, classified);
  }

  private static OperationResponse<SendResult> accepted(
      PhoneNumber destination, ClassifiedResponse classified) {
    var data = classified.envelope().data();
    if (DestinationCheck.another(destination, data)) {
      return new OperationResponse<>(Unknown.LOST, ResponseCategory.MALFORMED);
    }
    var reference = LenientScalars.text(data.path("reference_id")).filter(Reference::isValid);
    if (reference.isEmpty()) {
      // A code was sent, but its reference is unknown.
      return new OperationResponse<>(classified.unknown(), ResponseCategory.MALFORMED);
    }
    var accepted =
        new SendResult.Accepted(new Reference(reference.get()), validity(data.path("expires_in")));
    return new OperationResponse<>(accepted, ResponseCategory.ACCEPTED);
  }

  private static Duration validity(JsonNode expiresIn) {
    var seconds = LenientScalars.number(expiresIn);
    return seconds.isPresent() && seconds.getAsDouble() >= 1
        ? LenientScalars.seconds(seconds.getAsDouble(), SHORTEST_VALIDITY, LONGEST_VALIDITY)
        : USUAL_VALIDITY;
  }
}
