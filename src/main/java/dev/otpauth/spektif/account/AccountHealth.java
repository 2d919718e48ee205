package dev.otpauth.spektif.account;

import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * Contributes the state of our account and the last probe to the health component {@code spektif}.
 */
@Component
public final class AccountHealth {

  private final AccountProblems problems;
  private final AuthFailureBreaker breaker;
  private final ProbeResultHandler results;

  AccountHealth(AccountProblems problems, AuthFailureBreaker breaker, ProbeResultHandler results) {
    this.problems = problems;
    this.breaker = breaker;
    this.results = results;
  }

  /** Returns the main reason why our account is refused; empty if it is not refused. */
  public Optional<Health.Builder> refusal() {
    return problems.current().stream().findFirst().map(this::refused);
  }

  private Health.Builder refused(AccountProblem worst) {
    var health =
        Health.down()
            .withDetail("problem", worst.diagnosis().problem())
            .withDetail("cause", worst.cause().tag())
            .withDetail("operation", worst.call().operation())
            .withDetail("since", worst.since().toString());
    if (worst.call().sender() != null) {
      health.withDetail("sender", worst.call().sender().toString());
    }
    if (breaker.isTripped()) {
      health.withDetail("calls", "withheld until a probe is accepted");
    }
    return health;
  }

  /** Returns all problems of our account, each with its remedy, the worst first. */
  public Stream<String> problems() {
    return problems.current().stream().map(it -> it.diagnosis().problem());
  }

  /** Adds the result of the last probe, if there was one. */
  public void addProbe(Health.Builder health) {
    results
        .last()
        .ifPresent(
            it ->
                health
                    .withDetail("probe", it.outcome())
                    .withDetail("probed_at", it.at().toString()));
  }
}
