package dev.otpauth.spektif;

import dev.otpauth.spektif.ProbePace.Need;
import org.springframework.stereotype.Component;

/** What there is to find out about the provider, now. */
@Component
final class Concerns {

  private final ProbeFindings findings;
  private final AccountTrouble trouble;
  private final Trip trip;
  private final Circuit circuit;
  private final Outages outages;

  Concerns(
      ProbeFindings findings, AccountTrouble trouble, Trip trip, Circuit circuit, Outages outages) {
    this.findings = findings;
    this.trouble = trouble;
    this.trip = trip;
    this.circuit = circuit;
    this.outages = outages;
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
    if (circuit.isInDoubt() || outages.isToBeProbed()) {
      return Need.OUTAGE;
    }
    return outages.isInDoubt() ? Need.DOUBT : Need.NOTHING;
  }
}
