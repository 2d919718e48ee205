package dev.otpauth.events;

import dev.otpauth.events.Outbox.Size;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Scheduled jobs of the outbox: publishes its size as metrics ({@code otp.events.backlog}, {@code
 * otp.events.oldest}, {@code otp.events.dead}), and deletes old events.
 */
class OutboxMaintenance {

  private static final Logger log = LoggerFactory.getLogger(OutboxMaintenance.class);

  private static final Duration DELIVERED_RETENTION = Duration.ofDays(1);
  private static final Duration DEAD_RETENTION = Duration.ofDays(30);

  private final Outbox outbox;
  private final Clock clock;
  private volatile @Nullable Size size;

  OutboxMaintenance(Outbox outbox, MeterRegistry meters, Clock clock) {
    this.outbox = outbox;
    this.clock = clock;
    registerGauge(meters, "otp.events.backlog", "Events to be delivered", Size::backlog);
    registerGauge(meters, "otp.events.dead", "Dead letters", Size::dead);
    Gauge.builder("otp.events.oldest", this, OutboxMaintenance::oldest)
        .description("How long the oldest event of the backlog has been waiting")
        .baseUnit("seconds")
        .register(meters);
  }

  private void registerGauge(
      MeterRegistry meters, String name, String what, ToDoubleFunction<Size> number) {
    Gauge.builder(name, this, it -> it.size == null ? Double.NaN : number.applyAsDouble(it.size))
        .description(what)
        .register(meters);
  }

  private double oldest() {
    var known = size;
    if (known == null) {
      return Double.NaN;
    }
    var now = clock.instant();
    Instant since = known.oldest() == null ? now : known.oldest();
    return Duration.between(since, now).toMillis() / 1000.0;
  }

  /** Updates the metrics; they are {@code NaN} if the database fails. */
  @Scheduled(initialDelay = 0, fixedRate = 15, timeUnit = TimeUnit.SECONDS)
  void updateMetrics() {
    try {
      size = outbox.size();
    } catch (DataAccessException _) {
      size = null;
    }
  }

  @Scheduled(initialDelay = 10, fixedRate = 10, timeUnit = TimeUnit.MINUTES)
  void deleteOld() {
    var now = clock.instant();
    try {
      outbox.forget(now.minus(DELIVERED_RETENTION), now.minus(DEAD_RETENTION));
    } catch (DataAccessException e) {
      log.atWarn()
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("Could not delete old events; the next run tries again");
    }
  }
}
