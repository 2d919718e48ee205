package dev.otpauth.spektif;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.Reference;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** What the answers to send and resend say. */
final class SendAnswers {

  private static final Duration USUAL_VALIDITY = Duration.ofMinutes(5);
  private static final Duration SHORTEST_VALIDITY = Duration.ofSeconds(1);
  private static final Duration LONGEST_VALIDITY = Duration.ofDays(1);

  private SendAnswers() {}

  static Reading<SendResult> read(PhoneNumber destination, Verdict verdict) {
    var meaning = verdict.meaning();
    return switch (meaning) {
      case ACCEPTED -> accepted(destination, verdict);
      case THROTTLED -> new Reading<>(new Throttled(verdict.retryAfter()), meaning);
      case REFUSED_DESTINATION,
          REFUSED_REFERENCE,
          REFUSED_ACCOUNT,
          REFUSED_OTHER,
          LOST,
          MISMATCHED,
          EXPIRED,
          EXHAUSTED ->
          new Reading<>(meaning.refused(), meaning);
      case NOT_SENT, MAINTENANCE, WITHHELD, CIRCUIT_OPEN, RATE_LIMITED, BULKHEAD_FULL ->
          new Reading<>(new Unreachable(verdict.retryAfter()), meaning);
      case BROKEN, NONSENSE -> new Reading<>(verdict.unknown(), Meaning.NONSENSE);
      case EXCEPTION, UNPLACED -> new Reading<>(verdict.unknown(), meaning);
    };
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
