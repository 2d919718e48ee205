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
 * What PostgreSQL knows of all replicas, as gauges: {@code otp.settlement.backlog}, {@code
 * otp.settlement.age}, {@code otp.cooldowns}, {@code otp.senders.paused}, {@code
 * otp.sending.stopped}. Read by a timer, never by a scrape, which must not wait for a database that
 * is gone; what is not known is NaN.
 */
@Component
class StoreGauges {

  /** After so many missed looks nothing is known any more, however the last one is stuck. */
  static final Duration FRESH = Duration.ofSeconds(45);

  private static final Logger log = LoggerFactory.getLogger(StoreGauges.class);

  private final UnsettledVerifications unsettled;
  private final WaitsInForce waits;
  private final Clock clock;
  private final AtomicBoolean blind = new AtomicBoolean();
  private volatile @Nullable Seen last;

  StoreGauges(
      UnsettledVerifications unsettled, WaitsInForce waits, MeterRegistry meters, Clock clock) {
    this.unsettled = unsettled;
    this.waits = waits;
    this.clock = clock;
    show("otp.settlement.backlog", "Verifications whose outcome is unknown", Seen::backlogSize)
        .register(meters);
    show("otp.settlement.age", "How long the oldest of them has been unknown", this::age)
        .baseUnit("seconds")
        .register(meters);
    show("otp.cooldowns", "Waits of the provider's that are in force", Seen::cooldowns)
        .register(meters);
    show("otp.senders.paused", "Senders that pause: much of it is throttled", Seen::pausedSenders)
        .register(meters);
    show("otp.sending.stopped", "1 while an operator has stopped all sending", Seen::stopped)
        .register(meters);
  }

  private Gauge.Builder<?> show(String name, String what, ToDoubleFunction<Seen> number) {
    return Gauge.builder(name, this, it -> it.known(number)).description(what);
  }

  private double known(ToDoubleFunction<Seen> number) {
    var seen = last;
    return seen == null || seen.at().plus(FRESH).isBefore(clock.instant())
        ? Double.NaN
        : number.applyAsDouble(seen);
  }

  /** What keeps codes from being sent, as far as that is known. */
  Optional<Waits> waits() {
    return Optional.ofNullable(last).map(Seen::waits);
  }

  private double age(Seen seen) {
    var since = seen.backlog().since();
    return since == null ? 0 : Duration.between(since, clock.instant()).toMillis() / 1_000.0;
  }

  @Scheduled(initialDelay = 0, fixedRate = 10, timeUnit = TimeUnit.SECONDS)
  void look() {
    try {
      var now = clock.instant();
      last = new Seen(now, unsettled.backlog(now), waits.at(now));
      if (blind.getAndSet(false)) {
        log.atInfo().log("The gauges of stored rows are read again");
      }
    } catch (DataAccessException e) {
      last = null;
      if (!blind.getAndSet(true)) {
        log.atWarn()
            .addKeyValue("cause", e.getClass().getSimpleName())
            .log("Could not read the gauges of stored rows: PostgreSQL does not answer");
      }
    }
  }

  private record Seen(Instant at, Backlog backlog, Waits waits) {

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
