package dev.otpauth.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.SequencedMap;

/**
 * One run of one subject.
 *
 * @param foreign the share of the machine that was not the bench's
 * @param figures by name, as the table's columns stand
 */
record Run(String subject, double foreign, SequencedMap<String, Double> figures) {

  static final String RATE = "per second";
  static final String JVM = "JVM CPU-ms";
  static final String POSTGRES = "PostgreSQL CPU-ms";
  static final String MEMORY = "MiB resident";
  static final String REFUSED = "refused";
  static final String BROKEN = "broken";

  /** A figure that every run of this kind has. */
  double figure(String name) {
    return Objects.requireNonNull(figures.get(name), name);
  }

  /** The same, under another name. */
  Run named(String other) {
    return new Run(other, foreign, figures);
  }

  /** The same, with one figure more, or another one. */
  Run with(String name, double figure) {
    var more = new LinkedHashMap<>(figures);
    more.put(name, figure);
    return new Run(subject, foreign, more);
  }

  Run with(String name, long count) {
    return with(name, (double) count);
  }

  /** A run that has no figures yet. */
  static Run of(String subject, Watch.Use use) {
    return new Run(subject, use.foreign(), new LinkedHashMap<>());
  }

  /** Open loop. */
  static Run of(String subject, Gatling.Load load, Watch.Use use) {
    return of(subject, use)
        .with("answered", load.answered())
        .with("failed", load.failed())
        .with("p50 ms", load.p50())
        .with("p90 ms", load.p90())
        .with("p99 ms", load.p99())
        .with("p99.9 ms", load.p999())
        .with(JVM, perAnswer(use.jvm(), load.answered()))
        .with(POSTGRES, perAnswer(use.postgres(), load.answered()))
        .with(MEMORY, use.mebibytes())
        .with("machine busy %", use.busy() * 100);
  }

  /** Closed loop. */
  static Run of(String subject, Wrk.Load load, Watch.Use use) {
    var answered = Math.max(1, load.answered());
    return of(subject, use)
        .with(RATE, load.rate())
        .with(REFUSED, load.refused())
        .with(BROKEN, load.broken())
        .with("p50 ms", load.p50())
        .with("p99 ms", load.p99())
        .with(JVM, perAnswer(use.jvm(), answered))
        .with(POSTGRES, perAnswer(use.postgres(), answered))
        .with("KiB allocated", use.allocated() / 1024.0 / answered)
        .with(MEMORY, use.mebibytes())
        .with("machine busy %", use.busy() * 100);
  }

  private static double perAnswer(Duration used, long answered) {
    return used.toNanos() / 1e6 / Math.max(1, answered);
  }
}
