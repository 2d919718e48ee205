package dev.otpauth.spektif;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.Reference;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.Unknown;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** What the answers to send and resend say. */
final class SendAnswers {

  private static final Duration USUAL_VALIDITY = Duration.ofMinutes(5);
  private static final Duration SHORTEST_VALIDITY = Duration.ofSeconds(1);
  private static final Duration LONGEST_VALIDITY = Duration.ofDays(1);

  private SendAnswers() {}

  static Reading<? extends SendResult> read(
      Operation operation, PhoneNumber destination, Verdict verdict) {
    return verdict.meaning() == Meaning.ACCEPTED
        ? accepted(destination, verdict)
        : Failures.read(operation, verdict);
  }

  private static Reading<SendResult> accepted(PhoneNumber destination, Verdict verdict) {
    var data = verdict.envelope().data();
    if (SentTo.another(destination, data)) {
      return new Reading<>(Unknown.LOST, Meaning.NONSENSE);
    }
    var reference = Scalars.text(data.path("reference_id")).filter(Reference::isValid);
    if (reference.isEmpty()) {
      // A code is on its way under a name we were not told.
      return new Reading<>(verdict.unknown(), Meaning.NONSENSE);
    }
    var accepted =
        new SendResult.Accepted(new Reference(reference.get()), validity(data.path("expires_in")));
    return new Reading<>(accepted, Meaning.ACCEPTED);
  }

  private static Duration validity(JsonNode expiresIn) {
    var seconds = Scalars.number(expiresIn);
    return seconds.isPresent() && seconds.getAsDouble() >= 1
        ? Scalars.seconds(seconds.getAsDouble(), SHORTEST_VALIDITY, LONGEST_VALIDITY)
        : USUAL_VALIDITY;
  }
}
