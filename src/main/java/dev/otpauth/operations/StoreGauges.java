package dev.otpauth.operations;

import dev.otpauth.throttle.WaitsInForce;
import dev.otpauth.throttle.WaitsInForce.Waits;
import dev.otpauth.verification.UnsettledVerifications;
import dev.otpauth.verification.UnsettledVerifications.Backlog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Publishes counts from PostgreSQL, which hold for all replicas, as gauges: {@code
 * otp.settlement.backlog}, {@code otp.settlement.age}, {@code otp.cooldowns}, {@code
 * otp.senders.paused}, {@code otp.sending.stopped}. Read by a timer and not by a scrape, which must
 * not wait for the database; NaN if unknown.
 */
@Component
class StoreGauges {

  /** How long values are valid; after that, reads have failed or hang. */
  static final Duration MAX_AGE = Duration.ofSeconds(45);

  private static final Logger log = LoggerFactory.getLogger(StoreGauges.class);

  private final UnsettledVerifications unsettled;
  private final WaitsInForce waits;
  private final Clock clock;
  private final AtomicBoolean failing = new AtomicBoolean();
  private volatile @Nullable Snapshot last;

  StoreGauges(
      UnsettledVerifications unsettled, WaitsInForce waits, MeterRegistry meters, Clock clock) {
    this.unsettled = unsettled;
    this.waits = waits;
    this.clock = clock;
    show("otp.settlement.backlog", "Verifications whose outcome is unknown", Snapshot::backlogSize)
        .register(meters);
    show("otp.settlement.age", "How long the oldest of them has been unknown", this::age)
        .baseUnit("seconds")
        .register(meters);
    show("otp.cooldowns", "Waits of the provider's that are in force", Snapshot::cooldowns)
        .register(meters);
    show(
            "otp.senders.paused",
            "Senders that pause: much of it is throttled",
            Snapshot::pausedSenders)
        .register(meters);
    show("otp.sending.stopped", "1 while an operator has stopped all sending", Snapshot::stopped)
        .register(meters);
  }

  private Gauge.Builder<?> show(String name, String what, ToDoubleFunction<Snapshot> number) {
    return Gauge.builder(name, this, it -> it.known(number)).description(what);
  }

  private double known(ToDoubleFunction<Snapshot> number) {
    var snapshot = last;
    return snapshot == null || snapshot.at().plus(MAX_AGE).isBefore(clock.instant())
        ? Double.NaN
        : number.applyAsDouble(snapshot);
  }

  /** Returns what prevents codes from being sent; empty if unknown. */
  Optional<Waits> waits() {
    return Optional.ofNullable(last).map(Snapshot::waits);
  }

  private double age(Snapshot snapshot) {
    var since = snapshot.backlog().since();
    return since == null ? 0 : Duration.between(since, clock.instant()).toMillis() / 1_000.0;
  }

  @Scheduled(initialDelay = 0, fixedRate = 10, timeUnit = TimeUnit.SECONDS)
  void check() {
    try {
      var now = clock.instant();
      last = new Snapshot(now, unsettled.backlog(now), waits.at(now));
      if (failing.getAndSet(false)) {
        log.atInfo().log("The gauges of stored rows are available again");
      }
    } catch (DataAccessException e) {
      last = null;
      if (!failing.getAndSet(true)) {
        log.atWarn()
            .addKeyValue("cause", e.getClass().getSimpleName())
            .log(
                "Could not read the gauges of stored rows: they are NaN; tried again in 10 s. Check"
                    + " PostgreSQL");
      }
    }
  }

  private record Snapshot(Instant at, Backlog backlog, Waits waits) {

    double backlogSize() {
      return backlog.size();
    }

    double cooldowns() {
      return waits.cooldowns();
    }

    double pausedSenders() {
      return waits.pausedSenders();
    }

    double stopped() {
      return waits.stopped() ? 1 : 0;
    }
  }
}
