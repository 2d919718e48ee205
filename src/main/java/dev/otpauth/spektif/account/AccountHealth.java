package dev.otpauth.spektif.account;

import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** What health tells of our account, and of the probe that was made last. */
@Component
public final class AccountHealth {

  private final AccountProblems problems;
  private final AuthFailureBreaker breaker;
  private final ProbeResultHandler findings;

  AccountHealth(AccountProblems problems, AuthFailureBreaker breaker, ProbeResultHandler findings) {
    this.problems = problems;
    this.breaker = breaker;
    this.findings = findings;
  }

  /** The worst that our account is refused for; empty where it is not refused. */
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

  /** Everything our account is refused for, what is wrong and what to do; the worst first. */
  public Stream<String> problems() {
    return problems.current().stream().map(it -> it.diagnosis().problem());
  }

  /** Adds what the last probe found, where there was one. */
  public void addProbe(Health.Builder health) {
    findings
        .last()
        .ifPresent(
            it ->
                health
                    .withDetail("probe", it.outcome())
                    .withDetail("probed_at", it.at().toString()));
  }
}
