package dev.otpauth.spektif.account;

import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;

/**
 * Schedules the probes: at the start; after 1, 2, 4, 8… seconds while our account is refused; at a
 * fixed interval while the provider is down; a second after a call failed. Pauses vary by a fifth,
 * so that replicas do not probe together.
 */
final class ProbeSchedule {

  /** Why to probe. */
  enum Need {
    NOTHING,
    FIRST_CONTACT,
    REFUSAL,
    /** Refused, and calls are withheld until it is over. */
    TRIP,
    OUTAGE,
    /** A call failed: a lost response, or the begin of an outage. */
    DOUBT
  }

  /** The longest pause while the provider refuses us; the first ones are shorter. */
  static final Duration REFUSED_INTERVAL = Duration.ofMinutes(1);

  /** The pause while the provider is down. */
  static final Duration OUTAGE_INTERVAL = Duration.ofSeconds(10);

  private static final Duration MIN = Duration.ofSeconds(1);
  private static final double SPREAD = 0.2;

  /** More seconds than any pause has. */
  private static final int MAX_DOUBLINGS = 12;

  private final DoubleSupplier random;
  private Need need = Need.NOTHING;
  private int probes;
  private Instant next = Instant.EPOCH;

  /**
   * Creates the schedule.
   *
   * @param random uniform from 0 to 1
   */
  ProbeSchedule(DoubleSupplier random) {
    this.random = random;
  }

  /** Whether a probe is due; a new need restarts the schedule. */
  synchronized boolean isDue(Need now, Instant at) {
    restartFor(now, at);
    return need != Need.NOTHING && !at.isBefore(next);
  }

  /** Restarts the schedule if the need has changed. */
  synchronized void restartFor(Need now, Instant at) {
    if (now != need) {
      need = now;
      probes = 0;
      next = at.plus(pause());
    }
  }

  /** Records a probe, and schedules the next. */
  synchronized void probed(Instant at) {
    probes++;
    next = at.plus(pause());
  }

  /** The time until the next probe; at least a second. */
  synchronized Duration left(Instant at) {
    var left = Duration.between(at, next);
    return left.compareTo(MIN) < 0 ? MIN : left;
  }

  private Duration pause() {
    var pause =
        switch (need) {
          case NOTHING -> Duration.ZERO;
          case FIRST_CONTACT -> probes == 0 ? Duration.ZERO : OUTAGE_INTERVAL;
          case REFUSAL, TRIP -> doubled();
          case OUTAGE -> OUTAGE_INTERVAL;
          case DOUBT -> MIN;
        };
    var factor = 1 - SPREAD + 2 * SPREAD * random.getAsDouble();
    return Duration.ofMillis(Math.round(pause.toMillis() * factor));
  }

  private Duration doubled() {
    var pause = MIN.multipliedBy(1L << Math.min(probes, MAX_DOUBLINGS));
    return pause.compareTo(REFUSED_INTERVAL) < 0 ? pause : REFUSED_INTERVAL;
  }
}
