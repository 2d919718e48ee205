package dev.otpauth.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;

/** What may be answered to a caller, whatever happens. */
final class ContractCheck {

  private static final Map<String, Integer> PROBLEMS =
      Map.ofEntries(
          Map.entry("invalid_request", 400),
          Map.entry("destination_blocked", 403),
          Map.entry("unauthorized", 401),
          Map.entry("forbidden", 403),
          Map.entry("request_not_found", 404),
          Map.entry("already_verified", 409),
          Map.entry("in_progress", 409),
          Map.entry("binding_mismatch", 409),
          Map.entry("expired", 410),
          Map.entry("attempts_exhausted", 410),
          Map.entry("not_delivered", 410),
          Map.entry("invalid_code", 422),
          Map.entry("idempotency_key_reused", 422),
          Map.entry("rate_limit_exceeded", 429),
          Map.entry("destination_rejected", 422),
          Map.entry("provider_error", 502),
          Map.entry("provider_unavailable", 503),
          Map.entry("outcome_unknown", 504));

  private static final Set<String> TELL_HOW_LONG =
      Set.of("rate_limit_exceeded", "outcome_unknown", "in_progress");

  private ContractCheck() {}

  /** The answer itself, where it is one of the contract's. */
  static CallerResponse check(CallerResponse answer) {
    assertThat(answer.cache()).as(answer.words()).contains("no-store");
    if (answer.status() == 200 || answer.status() == 202) {
      assertThat(answer.type()).startsWith("application/json");
      return answer;
    }
    var code = answer.code();
    assertThat(PROBLEMS).as(answer.body()).containsEntry(code, answer.status());
    assertThat(answer.type()).isEqualTo("application/problem+json");
    assertThat(answer.number("status")).isEqualTo(answer.status());
    if (TELL_HOW_LONG.contains(code) || answer.json().has("retry_after")) {
      assertThat(answer.number("retry_after"))
          .as(answer.body())
          .isPositive()
          .hasToString(answer.retryAfterHeader());
    }
    if (code.equals("invalid_code")) {
      assertThat(answer.number("remaining_attempts")).isPositive();
    }
    if (code.equals("rate_limit_exceeded")) {
      assertThat(answer.text("limited_by")).isNotEmpty();
    }
    return answer;
  }
}
