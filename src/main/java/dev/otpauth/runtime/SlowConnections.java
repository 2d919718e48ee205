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
 * Tells how many connections were closed because their peers took too long over a request: by the
 * meter {@code otp.connections.slow}, and by a line of the log at most once a minute.
 */
@Component
class SlowConnections implements MeterBinder {

  private static final Logger log = LoggerFactory.getLogger(SlowConnections.class);
  private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

  private final AtomicLong closed = new AtomicLong();
  private long told;
  private long toldAt = System.nanoTime() - BETWEEN_LINES.toNanos();

  @Override
  public void bindTo(MeterRegistry registry) {
    FunctionCounter.builder("otp.connections.slow", closed, AtomicLong::doubleValue)
        .description("Connections closed because their peers took too long over a request")
        .register(registry);
  }

  /** So many more, as one look found; looks come one after the other. */
  void closed(int number) {
    var all = closed.addAndGet(number);
    var now = System.nanoTime();
    if (now - toldAt >= BETWEEN_LINES.toNanos()) {
      log.atWarn()
          .addKeyValue("count", all - told)
          .log(
              "Closed connections whose peers took too long over a request; where there are many,"
                  + " look for who opens them");
      told = all;
      toldAt = now;
    }
  }
}
