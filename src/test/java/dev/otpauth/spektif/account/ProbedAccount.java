package dev.otpauth.spektif.account;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ListableBeanFactory;

/** The classes of the account package without Spring; tests run the probe scheduler. */
public final class ProbedAccount {

  private final AccountProblems problems;
  private final AuthFailureGate gate;
  private final Probe probe;
  private final AccountHealth health;
  private final ProbeScheduler rounds;

  public ProbedAccount(
      ProbeProperties probing, ProbeTarget target, MeterRegistry meters, Clock clock) {
    this.problems = new AccountProblems(meters);
    var breaker = new AuthFailureBreaker(probing, meters);
    var pace = new ProbeSchedule(() -> 0.5);
    var findings = new ProbeResultHandler(problems, breaker, pace, meters);
    this.probe = new Probe(target, findings);
    this.gate = new AuthFailureGate(breaker, probe, pace, clock);
    this.health = new AccountHealth(problems, breaker, findings);
    var policy = new ProbePolicy(findings, problems, breaker, target);
    this.rounds = new ProbeScheduler(probe, pace, policy, target, clock);
  }

  /** A round of the context's own. */
  public static void probeIfDue(ListableBeanFactory context) {
    context.getBean(ProbeScheduler.class).probeIfDue();
  }

  public AccountProblems problem() {
    return problems;
  }

  public AuthFailureGate gate() {
    return gate;
  }

  public Probe probe() {
    return probe;
  }

  public AccountHealth health() {
    return health;
  }

  /** A round. */
  public void probeIfDue() {
    rounds.probeIfDue();
  }
}
