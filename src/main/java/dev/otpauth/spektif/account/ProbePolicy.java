package dev.otpauth.spektif.account;

import dev.otpauth.spektif.account.ProbeSchedule.Need;
import org.springframework.stereotype.Component;

/** Decides what a probe has to find out at the moment. */
@Component
final class ProbePolicy {

  private final ProbeResultHandler results;
  private final AccountProblems problems;
  private final AuthFailureBreaker breaker;
  private final ProbeTarget target;

  ProbePolicy(
      ProbeResultHandler results,
      AccountProblems problems,
      AuthFailureBreaker breaker,
      ProbeTarget target) {
    this.results = results;
    this.problems = problems;
    this.breaker = breaker;
    this.target = target;
  }

  /**
   * Returns the reason to probe. Problems of a plan, template or sender are no reason: the history
   * probe does not detect them.
   */
  Need need() {
    if (results.last().isEmpty()) {
      return Need.FIRST_CONTACT;
    }
    if (breaker.isTripped()) {
      return Need.TRIP;
    }
    if (breaker.isSuspicious() || problems.affectsEveryCall()) {
      return Need.REFUSAL;
    }
    if (target.isDown()) {
      return Need.OUTAGE;
    }
    return target.isInDoubt() ? Need.DOUBT : Need.NOTHING;
  }
}
