package dev.otpauth.verification.web;

import dev.otpauth.problem.Problem;
import dev.otpauth.problem.ProblemType;
import dev.otpauth.problem.Problems;
import dev.otpauth.problem.WholeSeconds;
import dev.otpauth.throttle.LimitedBy;
import dev.otpauth.verification.ConfirmOutcome;
import dev.otpauth.verification.Refusal;
import dev.otpauth.verification.VerificationView;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Converts refusals into problem responses (RFC 9457). */
@Component
class Refusals {

  private static final Duration IN_PROGRESS_RETRY_AFTER = Duration.ofSeconds(1);

  private final Problems problems;

  Refusals(Problems problems) {
    this.problems = problems;
  }

  ResponseEntity<Map<String, Object>> answer(
      ConfirmOutcome.WrongCode wrong, HttpServletRequest http) {
    var problem =
        Problem.of(ProblemType.INVALID_CODE)
            .withRequestId(wrong.requestId())
            .with("remaining_attempts", wrong.remainingAttempts());
    return problems.answer(wrong.isOneOfSeveral() ? problem.saying("newest") : problem, http);
  }

  ResponseEntity<Map<String, Object>> answer(Refusal refusal, HttpServletRequest http) {
    return problems.answer(problem(refusal, http), http);
  }

  /** Adds the fields that an app needs to show the code field again. */
  private static Problem about(VerificationView live, Problem problem) {
    return problem
        .withRequestId(live.requestId())
        .with("expires_in", WholeSeconds.of(live.expiresIn()))
        .with("remaining_attempts", live.remainingAttempts());
  }

  private Problem problem(Refusal refusal, HttpServletRequest http) {
    var problem = Problem.of(refusal.type());
    var about = refusal.requestId() == null ? problem : problem.withRequestId(refusal.requestId());
    return switch (refusal) {
      case Refusal.UnknownSender() ->
          problems.invalidField("from_number", "validation.from_number", http);
      case Refusal.RateLimited(_, _, var wait, var by, var live) ->
          (live == null ? problem : about(live, problem))
              .retryAfter(wait)
              .saying(by.value())
              .with("limited_by", by.value());
      case Refusal.Resting(_, _, var wait) ->
          about.retryAfter(wait).saying("guesses").with("limited_by", LimitedBy.PHONE.value());
      case Refusal.ProviderBusy(_, var wait) ->
          about.retryAfter(wait).saying("busy").with("limited_by", LimitedBy.PROVIDER.value());
      case Refusal.Over over when over.retryAfter().isPositive() ->
          about.retryAfter(over.retryAfter()).saying("later");
      case Refusal.InProgress _ -> about.retryAfter(IN_PROGRESS_RETRY_AFTER);
      case Refusal.OutcomeUnknown(_, var wait) -> about.retryAfter(wait);
      case Refusal.ProviderUnavailable(_, var wait) when wait != null -> about.retryAfter(wait);
      case Refusal.ProviderUnavailable _,
          Refusal.DestinationBlocked _,
          Refusal.NotFound _,
          Refusal.AlreadyVerified _,
          Refusal.KeyReused _,
          Refusal.BindingMismatch _,
          Refusal.Over _,
          Refusal.DestinationRejected _,
          Refusal.ProviderError _ ->
          about;
    };
  }
}
