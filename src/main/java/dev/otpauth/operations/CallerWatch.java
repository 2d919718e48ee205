package dev.otpauth.operations;

import dev.otpauth.events.ConversionDropped;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Detects callers whose share of confirmed codes falls below that of their last week, as with fraud
 * over many prefixes, a broken login page or undelivered messages. The state is stored, so that
 * begin and end are reported once for all replicas.
 */
@Component
class CallerWatch {

  private static final Logger log = LoggerFactory.getLogger(CallerWatch.class);

  /** The time that users may need to type a code; later sends are not counted yet. */
  private static final Duration TYPING_TIME = Duration.ofMinutes(10);

  private final CallerConversions conversions;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private volatile double suspicious = Double.NaN;

  CallerWatch(
      CallerConversions conversions,
      ApplicationEventPublisher events,
      MeterRegistry meters,
      Clock clock) {
    this.conversions = conversions;
    this.events = events;
    this.clock = clock;
    Gauge.builder("otp.caller.suspicious", this, it -> it.suspicious)
        .description("Callers whose codes are confirmed less than in their last week")
        .register(meters);
  }

  @Scheduled(initialDelay = 0, fixedRate = 1, timeUnit = TimeUnit.MINUTES)
  void check() {
    var now = clock.instant();
    var until = CallerSlice.beginAt(now.minus(TYPING_TIME));
    try {
      standings(until).forEach(caller -> compare(caller, until, now));
    } catch (DataAccessException e) {
      log.atWarn()
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("Could not check how many of callers' codes are confirmed; tried again in a minute");
    }
  }

  /** Sets the gauge to NaN if the database fails. */
  private List<CallerStanding> standings(Instant until) {
    try {
      var standings = conversions.standings(until);
      suspicious = standings.stream().filter(it -> it.isBelowUsual()).count();
      return standings;
    } catch (DataAccessException e) {
      suspicious = Double.NaN;
      throw e;
    }
  }

  private void compare(CallerStanding caller, Instant until, Instant now) {
    var isBelow = caller.isBelowUsual();
    if (isBelow && !caller.isSuspicious()) {
      begin(caller, until, now);
    } else if (!isBelow && caller.isSuspicious() && conversions.end(caller.callerId())) {
      logChange(
          Level.INFO, caller, "A caller's codes are confirmed as usual again, or it sends none");
    }
  }

  /** Publishes the event first: if that fails, the next check reports again. */
  private void begin(CallerStanding caller, Instant until, Instant now) {
    events.publishEvent(
        new ConversionDropped(
            caller.callerId(),
            caller.hour().sent(),
            caller.hour().verified(),
            caller.usualPercent(),
            until,
            now));
    if (conversions.begin(caller.callerId(), until)) {
      logChange(
          Level.WARN,
          caller,
          "Fewer of a caller's codes are confirmed than in its last week: fraud?");
    }
  }

  private static void logChange(Level level, CallerStanding caller, String what) {
    log.atLevel(level)
        .addKeyValue("caller", caller.callerId())
        .addKeyValue("sent", caller.hour().sent())
        .addKeyValue("verified", caller.hour().verified())
        .addKeyValue("usual_percent", caller.usualPercent())
        .log(what);
  }
}
