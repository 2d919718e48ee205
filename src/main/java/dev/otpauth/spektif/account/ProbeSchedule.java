package dev.otpauth.spektif.account;

import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;

/**
 * When the provider is probed next: at once at the start; after 1, 2, 4, 8… seconds while it
 * refuses us, so that a moment's mistake is over in a moment and a lasting one costs little; evenly
 * while it is down, and a second after a call came to nothing. A fifth more or less, so that
 * replicas do not probe together.
 */
final class ProbeSchedule {

  /** What there is to find out. */
  enum Need {
    NOTHING,
    FIRST_CONTACT,
    REFUSAL,
    /** A refusal, and calls are withheld until it is over. */
    TRIP,
    OUTAGE,
    /** A call came to nothing: a lost answer, or the begin of an outage. */
    DOUBT
  }

  /** The longest pause while the provider refuses us; the first ones are shorter. */
  static final Duration REFUSED_INTERVAL = Duration.ofMinutes(1);

  /** The pause while the provider is down. */
  static final Duration OUTAGE_INTERVAL = Duration.ofSeconds(10);

  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final double SPREAD = 0.2;

  /** More seconds than any pause has. */
  private static final int MAX_DOUBLINGS = 12;

  private final DoubleSupplier random;
  private Need need = Need.NOTHING;
  private int probes;
  private Instant next = Instant.EPOCH;

  /**
   * A pace with its dice.
   *
   * @param random from 0 to 1, evenly
   */
  ProbeSchedule(DoubleSupplier random) {
    this.random = random;
  }

  /** Whether it is time; a new need has a time of its own. */
  synchronized boolean isDue(Need now, Instant at) {
    turnTo(now, at);
    return need != Need.NOTHING && !at.isBefore(next);
  }

  /** Begins anew where the need is another one. */
  synchronized void turnTo(Need now, Instant at) {
    if (now != need) {
      need = now;
      probes = 0;
      next = at.plus(pause());
    }
  }

  /** A probe was made, whoever asked for it. */
  synchronized void probed(Instant at) {
    probes++;
    next = at.plus(pause());
  }

  /** What is left until the next one; at least a second. */
  synchronized Duration left(Instant at) {
    var left = Duration.between(at, next);
    return left.compareTo(LEAST) < 0 ? LEAST : left;
  }

  private Duration pause() {
    var pause =
        switch (need) {
          case NOTHING -> Duration.ZERO;
          case FIRST_CONTACT -> probes == 0 ? Duration.ZERO : OUTAGE_INTERVAL;
          case REFUSAL, TRIP -> doubled();
          case OUTAGE -> OUTAGE_INTERVAL;
          case DOUBT -> LEAST;
        };
    var factor = 1 - SPREAD + 2 * SPREAD * random.getAsDouble();
    return Duration.ofMillis(Math.round(pause.toMillis() * factor));
  }

  private Duration doubled() {
    var pause = LEAST.multipliedBy(1L << Math.min(probes, MAX_DOUBLINGS));
    return pause.compareTo(REFUSED_INTERVAL) < 0 ? pause : REFUSED_INTERVAL;
  }
}
