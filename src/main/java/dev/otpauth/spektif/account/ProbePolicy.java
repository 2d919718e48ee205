package dev.otpauth.spektif.account;

import dev.otpauth.spektif.account.ProbeSchedule.Need;
import org.springframework.stereotype.Component;

/** What there is to find out about the provider, now. */
@Component
final class ProbePolicy {

  private final ProbeResultHandler findings;
  private final AccountProblems problems;
  private final AuthFailureBreaker breaker;
  private final ProbeTarget target;

  ProbePolicy(
      ProbeResultHandler findings,
      AccountProblems problems,
      AuthFailureBreaker breaker,
      ProbeTarget target) {
    this.findings = findings;
    this.problems = problems;
    this.breaker = breaker;
    this.target = target;
  }

  /**
   * What a probe would find out. A plan, a template or a sender that is refused is not among it:
   * the history says nothing about those.
   */
  Need need() {
    if (findings.last().isEmpty()) {
      return Need.FIRST_CONTACT;
    }
    if (breaker.isTripped()) {
      return Need.TRIP;
    }
    if (breaker.isConcerned() || problems.isOfEveryCall()) {
      return Need.REFUSAL;
    }
    if (target.isDown()) {
      return Need.OUTAGE;
    }
    return target.isInDoubt() ? Need.DOUBT : Need.NOTHING;
  }
}
