package dev.otpauth.spektif;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.Reference;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.VerifyResult;
import java.util.OptionalInt;

/** What the answers to a verify say. */
final class VerifyAnswers {

  private VerifyAnswers() {}

  static Reading<? extends VerifyResult> read(
      Reference asked, PhoneNumber destination, Verdict verdict) {
    var meaning = verdict.meaning();
    return switch (meaning) {
      case ACCEPTED -> matched(asked, destination, verdict);
      case MISMATCHED -> mismatched(verdict);
      case EXPIRED, LOST -> new Reading<>(new VerifyResult.Expired(), meaning);
      case EXHAUSTED -> new Reading<>(new VerifyResult.Exhausted(), meaning);
      case THROTTLED,
          REFUSED_DESTINATION,
          REFUSED_REFERENCE,
          REFUSED_ACCOUNT,
          REFUSED_OTHER,
          INVALID,
          CONFLICT,
          NOT_FOUND,
          NOT_SENT,
          ABORTED,
          UNCERTAIN,
          BROKEN,
          NONSENSE,
          EXCEPTION,
          UNPLACED,
          MAINTENANCE,
          WITHHELD,
          CIRCUIT_OPEN,
          RATE_LIMITED,
          BULKHEAD_FULL ->
          Failures.read(Operation.VERIFY, verdict);
    };
  }

  private static Reading<VerifyResult> matched(
      Reference asked, PhoneNumber destination, Verdict verdict) {
    var data = verdict.envelope().data();
    var echo = data.path("reference_id");
    var other =
        !echo.isMissingNode()
            && !echo.isNull()
            && !Scalars.text(echo).filter(asked.value()::equals).isPresent();
    if (other || SentTo.another(destination, data)) {
      // Not the answer to this request, whose own may still be on its way.
      return new Reading<>(Unknown.LOST, Meaning.NONSENSE);
    }
    var at = Times.read(data.path("verified_at"));
    return new Reading<>(
        new VerifyResult.Matched(at == null ? verdict.at() : at), Meaning.ACCEPTED);
  }

  private static Reading<VerifyResult> mismatched(Verdict verdict) {
    var remaining = Scalars.count(verdict.envelope().data().path("remaining_attempts"));
    return remaining.equals(OptionalInt.of(0))
        ? new Reading<>(new VerifyResult.Exhausted(), Meaning.EXHAUSTED)
        : new Reading<>(new VerifyResult.Mismatched(remaining), Meaning.MISMATCHED);
  }
}
