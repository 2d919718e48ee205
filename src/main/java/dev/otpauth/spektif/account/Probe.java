package dev.otpauth.spektif.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Asks the provider, one probe at a time, whether it is there and knows us. */
@Component
public final class Probe {

  private final ProbeTarget target;
  private final ProbeResultHandler findings;
  private final Semaphore oneAtATime = new Semaphore(1);

  Probe(ProbeTarget target, ProbeResultHandler findings) {
    this.target = target;
    this.findings = findings;
  }

  /** Probes, unless that is being done already. */
  void make(Duration limit) {
    if (!oneAtATime.tryAcquire()) {
      return;
    }
    try {
      probe(limit);
    } finally {
      oneAtATime.release();
    }
  }

  /**
   * Whether the last probe was accepted. Probes, or waits for the probe that is being made, where
   * none has found something since then.
   *
   * @param limit the longest that a probe may take
   */
  public boolean isAcceptedSince(Instant since, Duration limit) {
    if (foundSince(since).isEmpty()) {
      share(limit, since);
    }
    return foundSince(since).filter(ProbeAnswer::accepted).isPresent();
  }

  private void share(Duration limit, Instant since) {
    try {
      if (!oneAtATime.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      if (foundSince(since).isEmpty()) {
        probe(limit);
      }
    } finally {
      oneAtATime.release();
    }
  }

  private Optional<ProbeAnswer> foundSince(Instant since) {
    return findings.last().filter(it -> !it.at().isBefore(since));
  }

  private void probe(Duration limit) {
    findings.take(target.ask(limit));
  }
}
