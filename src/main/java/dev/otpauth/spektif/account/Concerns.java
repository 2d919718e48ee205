package dev.otpauth.spektif.account;

import dev.otpauth.spektif.account.ProbePace.Need;
import org.springframework.stereotype.Component;

/** What there is to find out about the provider, now. */
@Component
final class Concerns {

  private final ProbeFindings findings;
  private final AccountTrouble trouble;
  private final Trip trip;
  private final ProbeTarget target;

  Concerns(ProbeFindings findings, AccountTrouble trouble, Trip trip, ProbeTarget target) {
    this.findings = findings;
    this.trouble = trouble;
    this.trip = trip;
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
    if (trip.isTripped()) {
      return Need.TRIP;
    }
    if (trip.isConcerned() || trouble.isOfEveryCall()) {
      return Need.REFUSAL;
    }
    if (target.isDown()) {
      return Need.OUTAGE;
    }
    return target.isInDoubt() ? Need.DOUBT : Need.NOTHING;
  }
}
