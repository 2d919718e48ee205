package dev.otpauth.runtime;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Counts connections that were closed because their peers were too slow ({@code
 * otp.connections.slow}), and logs them at most once a minute.
 */
@Component
class SlowConnections implements MeterBinder {

  private static final Logger log = LoggerFactory.getLogger(SlowConnections.class);
  private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

  private final AtomicLong closed = new AtomicLong();
  private long loggedCount;
  private long loggedAt = System.nanoTime() - LOG_INTERVAL.toNanos();

  @Override
  public void bindTo(MeterRegistry registry) {
    FunctionCounter.builder("otp.connections.slow", closed, AtomicLong::doubleValue)
        .description("Connections closed because their peers took too long over a request")
        .register(registry);
  }

  /** Adds the connections that one check closed; not thread-safe. */
  void closed(int number) {
    var all = closed.addAndGet(number);
    var now = System.nanoTime();
    if (now - loggedAt >= LOG_INTERVAL.toNanos()) {
      log.atWarn()
          .addKeyValue("count", all - loggedCount)
          .log(
              "Closed connections whose peers took too long to send a request; if there are many,"
                  + " find out who opens them");
      loggedCount = all;
      loggedAt = now;
    }
  }
}
