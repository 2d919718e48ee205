package dev.otpauth.events;

import dev.otpauth.events.Outbox.Stock;
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
 * Shows what is in the outbox ({@code otp.events.backlog}, {@code otp.events.oldest}, {@code
 * otp.events.dead}), and throws away what is old.
 */
class OutboxMaintenance {

  private static final Logger log = LoggerFactory.getLogger(OutboxMaintenance.class);

  private static final Duration DELIVERED_RETENTION = Duration.ofDays(1);
  private static final Duration DEAD_RETENTION = Duration.ofDays(30);

  private final Outbox outbox;
  private final Clock clock;
  private volatile @Nullable Stock stock;

  OutboxMaintenance(Outbox outbox, MeterRegistry meters, Clock clock) {
    this.outbox = outbox;
    this.clock = clock;
    show(meters, "otp.events.backlog", "Events to be delivered", Stock::backlog);
    show(meters, "otp.events.dead", "Dead letters", Stock::dead);
    Gauge.builder("otp.events.oldest", this, OutboxMaintenance::oldest)
        .description("How long the oldest event of the backlog has been waiting")
        .baseUnit("seconds")
        .register(meters);
  }

  private void show(
      MeterRegistry meters, String name, String what, ToDoubleFunction<Stock> number) {
    Gauge.builder(name, this, it -> it.stock == null ? Double.NaN : number.applyAsDouble(it.stock))
        .description(what)
        .register(meters);
  }

  private double oldest() {
    var known = stock;
    if (known == null) {
      return Double.NaN;
    }
    var now = clock.instant();
    Instant since = known.oldest() == null ? now : known.oldest();
    return Duration.between(since, now).toMillis() / 1000.0;
  }

  /** Without the database, nothing is known. */
  @Scheduled(initialDelay = 0, fixedRate = 15, timeUnit = TimeUnit.SECONDS)
  void look() {
    try {
      stock = outbox.stock();
    } catch (DataAccessException _) {
      stock = null;
    }
  }

  @Scheduled(initialDelay = 10, fixedRate = 10, timeUnit = TimeUnit.MINUTES)
  void forgetWhatIsOld() {
    var now = clock.instant();
    try {
      outbox.forget(now.minus(DELIVERED_RETENTION), now.minus(DEAD_RETENTION));
    } catch (DataAccessException e) {
      log.atWarn()
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("Could not delete old events; the next round tries again");
    }
  }
}
