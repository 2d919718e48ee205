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
 * Whether the provider is out of reach, or fails whatever it is asked; calls and probes tell.
 *
 * <p>It is an outage where the first contact fails, or where calls have failed for a second with no
 * answer in between: a single lost answer is none, maintenance that is told is one. An answer ends
 * it. Queries and the others (send, resend, verify) are told apart, and those of contacts and inbox
 * from them, since a provider may fail in one kind alone: an answer of another kind ends the outage
 * once, and where it comes back, only an answer of its own kind does.
 */
@Component
final class Outages {

  private static final Logger LOG = LoggerFactory.getLogger(Outages.class);

  private volatile Map<Family, OngoingFailure> failing = Map.of();

  private volatile boolean everAnswered;

  Outages(MeterRegistry meters) {
    for (var cause : OutageCause.values()) {
      Gauge.builder("spektif.outage", this, it -> it.isFor(cause) ? 1 : 0)
          .description("Whether calls of the provider fail for this cause")
          .tag("cause", cause.tag())
          .register(meters);
    }
  }

  /** The outage there is now; the longest, where there are two. */
  Optional<OngoingFailure> current() {
    return current(failing);
  }

  private static Optional<OngoingFailure> current(Map<Family, OngoingFailure> failing) {
    return failing.values().stream()
        .filter(OngoingFailure::certain)
        .min(Comparator.comparing(OngoingFailure::since));
  }

  private boolean isFor(OutageCause cause) {
    return current().filter(it -> it.outage().cause() == cause).isPresent();
  }

  /** Whether sends, resends and verifies fail, and none was answered since. */
  boolean isOfCommands() {
    return failing.containsKey(Family.OTP_COMMAND);
  }

  /** Whether a probe would find out that an outage is over. */
  boolean isToBeProbed() {
    return failing.values().stream().anyMatch(it -> it.certain() && it.isToBeProbed());
  }

  /** Whether a call failed, and a probe would tell whether it is an outage. */
  boolean isInDoubt() {
    return failing.values().stream().anyMatch(it -> !it.certain() && it.isToBeProbed());
  }

  /** A try came to nothing. */
  synchronized void failed(Operation operation, Outage outage, Instant at) {
    var after = new HashMap<>(failing);
    after.merge(
        operation.family(),
        OngoingFailure.first(operation, outage, at, begin(at), isCertain(outage)),
        (was, _) -> was.again(operation, outage, at));
    become(after, at);
  }

  /** What the provider says of itself needs no second call. */
  private boolean isCertain(Outage outage) {
    return !everAnswered || outage.cause() == OutageCause.MAINTENANCE;
  }

  /** When the first call failed after which none was answered. */
  private Instant begin(Instant now) {
    return failing.values().stream()
        .filter(it -> !it.overruled())
        .map(OngoingFailure::since)
        .min(Comparator.naturalOrder())
        .orElse(now);
  }

  /** A try was answered, whatever the answer says. */
  void answered(Operation operation, Instant at) {
    if (!everAnswered || !failing.isEmpty()) {
      end(operation, at);
    }
  }

  private synchronized void end(Operation operation, Instant at) {
    everAnswered = true;
    var after = new HashMap<>(failing);
    after.remove(operation.family());
    after.values().removeIf(OngoingFailure::isOverAfterAnother);
    after.replaceAll((_, it) -> it.afterAnother());
    become(after, at);
  }

  private void become(Map<Family, OngoingFailure> after, Instant at) {
    var before = current().orElse(null);
    failing = Map.copyOf(after);
    tell(before, current(after).orElse(null), at);
  }

  private static void tell(
      @Nullable OngoingFailure before, @Nullable OngoingFailure after, Instant at) {
    if (after != null && (before == null || !before.outage().equals(after.outage()))) {
      begins(before, after);
    } else if (after == null && before != null) {
      LOG.atInfo()
          .addKeyValue("cause", before.outage().cause().tag())
          .addKeyValue("seconds", Duration.between(before.since(), at).toSeconds())
          .log("Spektif answers again");
    }
  }

  private static void begins(@Nullable OngoingFailure before, OngoingFailure after) {
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
