package dev.otpauth.operations;

import dev.otpauth.verification.CallCompleted;
import dev.otpauth.verification.CallCompleted.Call;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Detects prefixes to which codes are sent but hardly ever confirmed, as with toll fraud or number
 * enumeration. Each replica watches its own sends, which are a sufficient sample.
 */
@Component
class PrefixWatch {

  private static final Logger log = LoggerFactory.getLogger(PrefixWatch.class);

  /** The maximum number of prefixes; further ones are counted as {@code other}. */
  static final int MAX_PREFIXES = 500;

  private static final Set<String> SENT = Set.of("sent", "pending", "delivered");

  private final MeterRegistry meters;
  private final Clock clock;
  private final Map<String, PrefixTally> tallies = new ConcurrentHashMap<>();

  PrefixWatch(MeterRegistry meters, Clock clock) {
    this.meters = meters;
    this.clock = clock;
    meters.gauge("otp.prefix.suspicious", this, PrefixWatch::suspicious);
  }

  @EventListener
  void on(CallCompleted completed) {
    var subject = completed.subject();
    if (subject == null) {
      return;
    }
    if (completed.call() == Call.CONFIRM) {
      if (completed.outcome().equals("verified")) {
        verified(bounded(subject.prefix()), completed.at());
      }
    } else if (isSend(completed.call()) && SENT.contains(completed.outcome())) {
      sent(bounded(subject.prefix()), completed.at());
    }
  }

  private static boolean isSend(Call call) {
    return call == Call.REQUEST || call == Call.RESEND;
  }

  private void sent(String prefix, Instant at) {
    tally(prefix).sent(at);
    meters.counter("otp.prefix", "prefix", prefix, "event", "sent").increment();
  }

  private void verified(String prefix, Instant at) {
    tally(prefix).verified(at);
    meters.counter("otp.prefix", "prefix", prefix, "event", "verified").increment();
  }

  private PrefixTally tally(String prefix) {
    return tallies.computeIfAbsent(prefix, _ -> new PrefixTally());
  }

  private String bounded(String prefix) {
    return tallies.containsKey(prefix) || tallies.size() < MAX_PREFIXES ? prefix : "other";
  }

  /** Logs when a prefix becomes suspicious, and when it no longer is. */
  @Scheduled(fixedRate = 1, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
  void check() {
    var now = clock.instant();
    tallies.forEach(
        (prefix, tally) -> {
          var counts = tally.counts(now);
          var suspicious = counts.hasFewVerified();
          if (tally.changesTo(suspicious)) {
            logChange(prefix, counts, suspicious);
          }
        });
  }

  private static void logChange(String prefix, PrefixTally.Counts counts, boolean suspicious) {
    log.atLevel(suspicious ? Level.WARN : Level.INFO)
        .addKeyValue("prefix", prefix)
        .addKeyValue("sent", counts.sent())
        .addKeyValue("verified", counts.verified())
        .log(
            suspicious
                ? "Hardly any code sent to a prefix is confirmed: toll fraud?"
                : "Codes sent to a prefix are confirmed again");
  }

  private double suspicious() {
    return tallies.values().stream().filter(PrefixTally::isSuspicious).count();
  }
}
