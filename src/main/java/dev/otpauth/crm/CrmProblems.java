package dev.otpauth.crm;

import dev.otpauth.idempotency.IdempotencyRecord.Use;
import dev.otpauth.problem.FieldProblem;
import dev.otpauth.problem.Problem;
import dev.otpauth.problem.ProblemType;
import dev.otpauth.provider.CrmCall;
import dev.otpauth.provider.CrmResult;
import dev.otpauth.provider.Refused;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Translates outcomes other than success into problem details. */
final class CrmProblems {

  /** The variant of the problem's texts for contacts and inbox; the usual texts are about codes. */
  private static final String CRM = "spektif";

  private static final Duration ONE_SECOND = Duration.ofSeconds(1);

  private CrmProblems() {}

  /** Returns empty for a success. */
  static Optional<Problem> of(CrmOutcome outcome) {
    return switch (outcome) {
      case CrmOutcome.Answered(var call, var result) -> of(call, result);
      case CrmOutcome.Stopped(var fault) -> Optional.of(Problem.of(fault.type()));
      case CrmOutcome.InUse(var use) -> Optional.of(of(use));
    };
  }

  private static Problem of(Use use) {
    return switch (use) {
      case Use.Answered _ -> throw new IllegalArgumentException("it is replayed");
      case Use.Running() -> Problem.of(ProblemType.IN_PROGRESS).retryAfter(ONE_SECOND);
      case Use.Reused() -> Problem.of(ProblemType.IDEMPOTENCY_KEY_REUSED);
      case Use.Interrupted _ -> Problem.of(ProblemType.OUTCOME_UNKNOWN).saying(CRM);
    };
  }

  private static Optional<Problem> of(CrmCall call, CrmResult result) {
    return switch (result) {
      case CrmResult.Done _, CrmResult.Listed _ -> Optional.empty();
      case CrmResult.Invalid(var sentences) ->
          Optional.of(of(ProblemType.INVALID_REQUEST, sentences));
      case CrmResult.Conflict(var sentences) -> Optional.of(of(ProblemType.CONFLICT, sentences));
      case CrmResult.NotFound() -> Optional.of(Problem.of(ProblemType.NOT_FOUND).saying(CRM));
      case Refused(var cause) -> Optional.of(of(cause));
      case Throttled(var wait) ->
          Optional.of(
              Problem.of(ProblemType.RATE_LIMIT_EXCEEDED)
                  .retryAfter(wait)
                  .saying("busy")
                  .with("limited_by", "provider"));
      case Unreachable(var wait) ->
          Optional.of(Problem.of(ProblemType.PROVIDER_UNAVAILABLE).retryAfter(wait));
      case Unknown _ ->
          Optional.of(
              call.isQuery()
                  ? Problem.of(ProblemType.PROVIDER_ERROR)
                  : Problem.of(ProblemType.OUTCOME_UNKNOWN).saying(CRM));
    };
  }

  private static Problem of(Refused.Cause cause) {
    return switch (cause) {
      case ACCOUNT -> Problem.of(ProblemType.PROVIDER_UNAVAILABLE);
      case DESTINATION -> Problem.of(ProblemType.DESTINATION_REJECTED);
      // No call here has a reference, so that this response makes no sense.
      case REFERENCE, OTHER -> Problem.of(ProblemType.PROVIDER_ERROR);
    };
  }

  /** Adds the provider's messages, which name no field. */
  private static Problem of(ProblemType type, List<String> sentences) {
    var problem = Problem.of(type).saying(CRM);
    return sentences.isEmpty()
        ? problem
        : problem.with(
            "errors", sentences.stream().map(it -> new FieldProblem("body", it)).toList());
  }
}
