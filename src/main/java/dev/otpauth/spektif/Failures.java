package dev.otpauth.spektif;

import dev.otpauth.provider.Failure;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;

/** What every call that did not come to a result of its own has failed by. */
final class Failures {

  private Failures() {}

  static Reading<Failure> read(Operation operation, Verdict verdict) {
    var meaning = verdict.meaning();
    return switch (meaning) {
      case THROTTLED -> new Reading<>(new Throttled(verdict.retryAfter()), meaning);
      case NOT_SENT, ABORTED, MAINTENANCE, WITHHELD, CIRCUIT_OPEN, RATE_LIMITED, BULKHEAD_FULL ->
          new Reading<>(new Unreachable(verdict.retryAfter()), meaning);
      case BROKEN, NONSENSE, EXCEPTION, UNPLACED, UNCERTAIN ->
          operation.isQuery() ? ofQuery(verdict) : ofCommand(verdict);
      case ACCEPTED,
          REFUSED_DESTINATION,
          REFUSED_REFERENCE,
          REFUSED_ACCOUNT,
          REFUSED_OTHER,
          INVALID,
          CONFLICT,
          NOT_FOUND,
          LOST,
          MISMATCHED,
          EXPIRED,
          EXHAUSTED ->
          new Reading<>(meaning.refused(), meaning);
    };
  }

  /** Nothing was to be done, so that nothing is in doubt: it passes, unless it makes no sense. */
  private static Reading<Failure> ofQuery(Verdict verdict) {
    var meaning = verdict.meaning();
    return meaning == Meaning.NONSENSE
        ? new Reading<>(Unknown.ANSWERED, meaning)
        : new Reading<>(
            new Unreachable(verdict.retryAfter()),
            meaning == Meaning.BROKEN ? Meaning.NOT_SENT : meaning);
  }

  /** It may have been done. */
  private static Reading<Failure> ofCommand(Verdict verdict) {
    var meaning = verdict.meaning();
    return new Reading<>(verdict.unknown(), meaning == Meaning.BROKEN ? Meaning.NONSENSE : meaning);
  }
}
