package dev.otpauth.spektif.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Probes, one at a time, whether the provider is reachable and accepts our account. */
@Component
public final class Probe {

  private final ProbeTarget target;
  private final ProbeResultHandler results;
  private final Semaphore oneAtATime = new Semaphore(1);

  Probe(ProbeTarget target, ProbeResultHandler results) {
    this.target = target;
    this.results = results;
  }

  /**
   * Probes, unless a probe is in progress.
   *
   * @param limit the maximum duration
   */
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
   * Whether the last probe was accepted. If there is none since {@code since}, probes now, or waits
   * for the probe in progress.
   *
   * @param limit the maximum duration of the probe, and of the wait for one in progress
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
    return results.last().filter(it -> !it.at().isBefore(since));
  }

  private void probe(Duration limit) {
    results.take(target.probe(limit));
  }
}
