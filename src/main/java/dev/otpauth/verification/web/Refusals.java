package dev.otpauth.verification.web;

import dev.otpauth.problem.Problem;
import dev.otpauth.problem.ProblemType;
import dev.otpauth.problem.Problems;
import dev.otpauth.verification.ConfirmOutcome;
import dev.otpauth.verification.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Each refusal as its problem. */
@Component
class Refusals {

  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  private final Problems problems;

  Refusals(Problems problems) {
    this.problems = problems;
  }

  ResponseEntity<Map<String, Object>> answer(
      ConfirmOutcome.WrongCode wrong, HttpServletRequest http) {
    return problems.answer(
        Problem.of(ProblemType.INVALID_CODE)
            .about(wrong.requestId())
            .with("remaining_attempts", wrong.remainingAttempts()),
        http);
  }

  ResponseEntity<Map<String, Object>> answer(Refusal refusal, HttpServletRequest http) {
    return problems.answer(problem(refusal, http), http);
  }

  private Problem problem(Refusal refusal, HttpServletRequest http) {
    return switch (refusal) {
      case Refusal.DestinationBlocked() -> Problem.of(ProblemType.DESTINATION_BLOCKED);
      case Refusal.UnknownSender() ->
          problems.invalidField("from_number", "validation.from_number", http);
      case Refusal.NotFound() -> Problem.of(ProblemType.REQUEST_NOT_FOUND);
      case Refusal.AlreadyVerified(var id) -> of(ProblemType.ALREADY_VERIFIED, id);
      case Refusal.InProgress(var id) -> of(ProblemType.IN_PROGRESS, id).retryAfter(A_MOMENT);
      case Refusal.KeyReused() -> Problem.of(ProblemType.IDEMPOTENCY_KEY_REUSED);
      case Refusal.BindingMismatch(var id) -> of(ProblemType.BINDING_MISMATCH, id);
      case Refusal.Expired(var id) -> of(ProblemType.EXPIRED, id);
      case Refusal.AttemptsExhausted(var id) -> of(ProblemType.ATTEMPTS_EXHAUSTED, id);
      case Refusal.RateLimited(var id, var retryAfter, var by) ->
          of(ProblemType.RATE_LIMIT_EXCEEDED, id)
              .retryAfter(retryAfter)
              .with("limited_by", by.word());
      case Refusal.DestinationRejected(var id) -> of(ProblemType.DESTINATION_REJECTED, id);
      case Refusal.ProviderError(var id) -> of(ProblemType.PROVIDER_ERROR, id);
      case Refusal.ProviderUnavailable(var id, var retryAfter) -> {
        var problem = of(ProblemType.PROVIDER_UNAVAILABLE, id);
        yield retryAfter == null ? problem : problem.retryAfter(retryAfter);
      }
      case Refusal.OutcomeUnknown(var id, var retryAfter) ->
          of(ProblemType.OUTCOME_UNKNOWN, id).retryAfter(retryAfter);
    };
  }

  private static Problem of(ProblemType type, @Nullable UUID requestId) {
    var problem = Problem.of(type);
    return requestId == null ? problem : problem.about(requestId);
  }
}
