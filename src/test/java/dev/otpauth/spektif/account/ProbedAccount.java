package dev.otpauth.spektif.account;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ListableBeanFactory;

/** The account's classes put together without Spring; rounds of the scheduler are made by tests. */
public final class ProbedAccount {

  private final AccountTrouble trouble;
  private final AccountGate gate;
  private final Probe probe;
  private final AccountHealth health;
  private final ProbeRounds rounds;

  public ProbedAccount(Probing probing, ProbeTarget target, MeterRegistry meters, Clock clock) {
    this.trouble = new AccountTrouble(meters);
    var trip = new Trip(probing, meters);
    var pace = new ProbePace(probing, () -> 0.5);
    var findings = new ProbeFindings(trouble, trip, pace, meters);
    this.probe = new Probe(target, findings);
    this.gate = new AccountGate(trip, probe, pace, clock);
    this.health = new AccountHealth(trouble, trip, findings);
    var concerns = new Concerns(findings, trouble, trip, target);
    this.rounds = new ProbeRounds(probe, pace, concerns, target, clock);
  }

  /** A round of the context's own. */
  public static void look(ListableBeanFactory context) {
    context.getBean(ProbeRounds.class).look();
  }

  public AccountTrouble trouble() {
    return trouble;
  }

  public AccountGate gate() {
    return gate;
  }

  public Probe probe() {
    return probe;
  }

  public AccountHealth health() {
    return health;
  }

  /** A round. */
  public void look() {
    rounds.look();
  }
}
