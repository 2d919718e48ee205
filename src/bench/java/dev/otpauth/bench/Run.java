package dev.otpauth.bench;

import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.SequencedMap;

/**
 * One run of one subject.
 *
 * @param foreign the share of the machine that was not the bench's
 */
record Run(String subject, double foreign, SequencedMap<String, Double> figures) {

  /** Beyond it, a run says more of the machine than of its subject. */
  static final double MOST_FOREIGN = 0.05;

  boolean counts() {
    return foreign <= MOST_FOREIGN;
  }

  /** A figure that every run of this kind has. */
  double figure(String name) {
    return Objects.requireNonNull(figures.get(name), name);
  }

  /** The same, under another name. */
  Run named(String other) {
    return new Run(other, foreign, figures);
  }

  static Run of(String subject, Floor.Rates rates) {
    var figures = new LinkedHashMap<String, Double>();
    figures.put("per second", rates.floor());
    figures.put("proxied", rates.proxied());
    figures.put("written", rates.written());
    return new Run(subject, 0, figures);
  }

  static Run of(String subject, Gatling.Load load, Watch.Use use, long resident) {
    var figures = new LinkedHashMap<String, Double>();
    figures.put("answered", (double) load.answered());
    figures.put("failed", (double) load.failed());
    figures.put("p50 ms", (double) load.p50());
    figures.put("p90 ms", (double) load.p90());
    figures.put("p99 ms", (double) load.p99());
    figures.put("p99.9 ms", (double) load.p999());
    figures.put("MiB resident", resident / 1048576.0);
    figures.put("machine busy %", use.busy() * 100);
    return new Run(subject, use.foreign(), figures);
  }

  static Run of(String subject, Wrk.Load load, Watch.Use use, long resident) {
    var figures = new LinkedHashMap<String, Double>();
    var answered = Math.max(1, load.answered());
    figures.put("per second", load.rate());
    figures.put("refused", (double) load.refused());
    figures.put("broken", (double) load.broken());
    figures.put("p50 ms", load.p50());
    figures.put("p99 ms", load.p99());
    figures.put("JVM CPU-ms", use.jvm().toNanos() / 1e6 / answered);
    figures.put("PostgreSQL CPU-ms", use.postgres().toNanos() / 1e6 / answered);
    figures.put("KiB allocated", use.allocated() / 1024.0 / answered);
    figures.put("MiB resident", resident / 1048576.0);
    figures.put("machine busy %", use.busy() * 100);
    return new Run(subject, use.foreign(), figures);
  }
}
