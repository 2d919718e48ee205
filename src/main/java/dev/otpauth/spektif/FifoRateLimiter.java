package dev.otpauth.spektif;

import io.github.resilience4j.core.exception.AcquirePermissionCancelledException;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Waits for permits of a Resilience4j rate limiter, in order of arrival. */
final class FifoRateLimiter {

  private final RateLimiter limiter;
  private final AtomicInteger waiting = new AtomicInteger();

  FifoRateLimiter(RateLimiter limiter, MeterRegistry meters) {
    this.limiter = limiter;
    Gauge.builder("spektif.call.waiting", waiting, AtomicInteger::get)
        .description("Calls that wait in line for a rate limiter")
        .tag("limiter", limiter.getName())
        .register(meters);
  }

  /**
   * Waits for a permit. If the wait would be too long, throws at once; the limiter's own {@code
   * acquirePermission} would block for the whole timeout first.
   *
   * @throws RequestNotPermitted if the wait would exceed the limiter's timeout
   * @throws AcquirePermissionCancelledException if the thread is interrupted
   */
  void await() {
    var nanos = limiter.reservePermission();
    if (nanos < 0) {
      throw RequestNotPermitted.createRequestNotPermitted(limiter);
    }
    if (nanos > 0) {
      sleep(nanos);
    }
  }

  /** The maximum wait for a permit. */
  Duration longestWait() {
    return limiter.getRateLimiterConfig().getTimeoutDuration();
  }

  private void sleep(long nanos) {
    waiting.incrementAndGet();
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new AcquirePermissionCancelledException();
    } finally {
      waiting.decrementAndGet();
    }
  }
}
