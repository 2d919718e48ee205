package dev.otpauth.throttle;

import java.time.Duration;
import java.time.Instant;

/** A simulated attacker who guesses codes of one number as fast as the limits allow. */
final class Guesser {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Send send;
  private final Instant end;
  private final SimulatedLimits limits;
  private final Timeline timeline;
  private int attempts;

  /**
   * Makes one.
   *
   * @param send to the number, from the stranger's own address
   * @param end when the stranger gives up
   */
  Guesser(Send send, Instant end, SimulatedLimits limits, Timeline timeline) {
    this.send = send;
    this.end = end;
    this.limits = limits;
    this.timeline = timeline;
  }

  /** The stranger has a code sent to the number, which only its owner sees. */
  void request(Instant now) {
    if (!now.isBefore(end)) {
      return;
    }
    switch (limits.request(send, now)) {
      case Decision.Allowed _ -> {
        attempts = 0;
        timeline.at(now.plus(PAUSE), this::guess);
      }
      case Decision.Later later -> timeline.at(later.until(), this::request);
      case Decision.Stopped _ -> throw new IllegalStateException("nobody has stopped it");
    }
  }

  private void guess(Instant now) {
    var rest = limits.guess(send, now);
    if (rest.isPresent()) {
      timeline.at(rest.get().until(), this::request);
      return;
    }
    attempts++;
    if (attempts < Login.MOST_ATTEMPTS) {
      timeline.at(now.plus(PAUSE), this::guess);
    } else {
      request(now);
    }
  }
}
