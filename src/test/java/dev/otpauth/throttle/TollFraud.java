package dev.otpauth.throttle;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Simulated toll fraud: requests messages to numbers that earn by each message, confirms none, and
 * repeats from each address as soon as the limits allow.
 */
final class TollFraud {

  static final int NUMBERS = 5_000;
  static final int ADDRESSES = 20;

  /** Beyond those of subscribers. */
  private static final int FIRST_NUMBER = 100_000;

  private static final int FIRST_ADDRESS = 10_000;

  private final PriorityQueue<Target> numbers =
      new PriorityQueue<>(Comparator.comparing(Target::freeAt).thenComparingInt(Target::which));

  private final Instant end;
  private final SimulatedLimits limits;
  private final Timeline timeline;
  private int messages;

  TollFraud(Instant end, SimulatedLimits limits, Timeline timeline) {
    this.end = end;
    this.limits = limits;
    this.timeline = timeline;
  }

  void begin(Instant now) {
    for (var which = 0; which < NUMBERS; which++) {
      numbers.add(new Target(FIRST_NUMBER + which, now));
    }
    for (var which = 0; which < ADDRESSES; which++) {
      var address = SampleSends.address(FIRST_ADDRESS + which);
      timeline.at(now, at -> request(address, at));
    }
  }

  /** How many were sent. */
  int messages() {
    return messages;
  }

  /** Of the number that has waited longest. */
  private void request(ClientNetwork address, Instant now) {
    var number = numbers.poll();
    if (number == null || !now.isBefore(end)) {
      return;
    }
    if (number.freeAt().isAfter(now)) {
      again(address, number, number.freeAt());
      return;
    }
    switch (limits.request(number.send(address), now)) {
      case Decision.Allowed(var next, _) -> {
        sent(address, number, next, now);
        timeline.at(now, at -> request(address, at));
      }
      case Decision.Later later -> again(address, number, later.until());
      case Decision.Stopped _ -> throw new IllegalStateException("nobody has stopped it");
    }
  }

  private void again(ClientNetwork address, Target number, Instant moment) {
    numbers.add(number);
    timeline.at(moment, at -> request(address, at));
  }

  private void resend(ClientNetwork address, Target number, Instant expiresAt, Instant now) {
    if (!now.isBefore(end)) {
      return;
    }
    switch (limits.resend(number.send(address), now)) {
      case Decision.Allowed(var next, _) -> sent(address, number, next, now);
      case Decision.Later later -> resendAt(later.until(), address, number, expiresAt);
      case Decision.Stopped _ -> throw new IllegalStateException("nobody has stopped it");
    }
  }

  private void sent(ClientNetwork address, Target number, Instant next, Instant now) {
    messages++;
    resendAt(next, address, number, now.plus(Login.VALIDITY));
  }

  /** Once the code is not valid any more, a new one has to be requested. */
  private void resendAt(Instant moment, ClientNetwork address, Target number, Instant expiresAt) {
    if (moment.isBefore(expiresAt)) {
      timeline.at(moment, at -> resend(address, number, expiresAt, at));
    } else {
      numbers.add(new Target(number.which(), moment));
    }
  }

  /**
   * One of the fraudster's.
   *
   * @param freeAt when the next code may be sent to it, as far as the fraudster was told
   */
  private record Target(int which, Instant freeAt) {

    Send send(ClientNetwork address) {
      return SampleSends.to(which, address);
    }
  }
}
