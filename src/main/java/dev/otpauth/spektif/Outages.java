package dev.otpauth.spektif;

import dev.otpauth.spektif.Operation.Family;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tracks whether the provider is unreachable or fails every call, from the results of calls and
 * probes.
 *
 * <p>It is an outage if the first call after the start fails, if calls have failed for a second
 * without a response in between, or if the provider reports maintenance. A single lost response is
 * no outage. A response ends it. OTP commands (send, resend, verify), OTP queries, and contacts and
 * inbox are tracked separately, since one may fail alone: a response to another family ends the
 * outage once; if it comes back, only a response to its own family ends it.
 */
@Component
final class Outages {

  private static final Logger LOG = LoggerFactory.getLogger(Outages.class);

  private volatile Map<Family, OngoingFailure> failing = Map.of();

  private volatile boolean everAnswered;

  Outages(MeterRegistry meters) {
    for (var cause : OutageCause.values()) {
      Gauge.builder("spektif.outage", this, it -> it.hasCause(cause) ? 1 : 0)
          .description("Whether calls of the provider fail for this cause")
          .tag("cause", cause.tag())
          .register(meters);
    }
  }

  /** The current outage; the longest if there are several. */
  Optional<OngoingFailure> current() {
    return current(failing);
  }

  private static Optional<OngoingFailure> current(Map<Family, OngoingFailure> failing) {
    return failing.values().stream()
        .filter(OngoingFailure::confirmed)
        .min(Comparator.comparing(OngoingFailure::since));
  }

  private boolean hasCause(OutageCause cause) {
    return current().filter(it -> it.outage().cause() == cause).isPresent();
  }

  /** Whether sends, resends and verifies fail, and none was answered since. */
  boolean commandsFail() {
    return failing.containsKey(Family.OTP_COMMAND);
  }

  /** Whether a probe can show that an outage is over. */
  boolean canBeProbed() {
    return failing.values().stream().anyMatch(it -> it.confirmed() && it.canBeProbed());
  }

  /** Whether a call failed, and a probe can show whether it is an outage. */
  boolean isInDoubt() {
    return failing.values().stream().anyMatch(it -> !it.confirmed() && it.canBeProbed());
  }

  /** Records a try that failed. */
  synchronized void failed(Operation operation, Outage outage, Instant at) {
    var after = new HashMap<>(failing);
    after.merge(
        operation.family(),
        OngoingFailure.first(operation, outage, at, begin(at), isConfirmedAtOnce(outage)),
        (was, _) -> was.again(operation, outage, at));
    update(after, at);
  }

  /** Maintenance reported by the provider needs no second failed call. */
  private boolean isConfirmedAtOnce(Outage outage) {
    return !everAnswered || outage.cause() == OutageCause.MAINTENANCE;
  }

  /** When the first call failed since the last response. */
  private Instant begin(Instant now) {
    return failing.values().stream()
        .filter(it -> !it.otherAnswered())
        .map(OngoingFailure::since)
        .min(Comparator.naturalOrder())
        .orElse(now);
  }

  /** Records a response, whatever it says. */
  void answered(Operation operation, Instant at) {
    if (!everAnswered || !failing.isEmpty()) {
      end(operation, at);
    }
  }

  private synchronized void end(Operation operation, Instant at) {
    everAnswered = true;
    var after = new HashMap<>(failing);
    after.remove(operation.family());
    after.values().removeIf(OngoingFailure::endsWithAnyAnswer);
    after.replaceAll((_, it) -> it.afterOtherAnswered());
    update(after, at);
  }

  private void update(Map<Family, OngoingFailure> after, Instant at) {
    var before = current().orElse(null);
    failing = Map.copyOf(after);
    logChange(before, current(after).orElse(null), at);
  }

  private static void logChange(
      @Nullable OngoingFailure before, @Nullable OngoingFailure after, Instant at) {
    if (after != null && (before == null || !before.outage().equals(after.outage()))) {
      logBegin(before, after);
    } else if (after == null && before != null) {
      LOG.atInfo()
          .addKeyValue("cause", before.outage().cause().tag())
          .addKeyValue("seconds", Duration.between(before.since(), at).toSeconds())
          .log("Spektif answers again");
    }
  }

  private static void logBegin(@Nullable OngoingFailure before, OngoingFailure after) {
    var event =
        LOG.atWarn()
            .addKeyValue("cause", after.outage().cause().tag())
            .addKeyValue("problem", after.outage().problem())
            .addKeyValue("operation", after.operation().tag());
    if (before != null) {
      event = event.addKeyValue("instead_of", before.outage().cause().tag());
    }
    event.log("Calls to Spektif fail");
  }
}
