package dev.otpauth.events;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the endpoint is doing, as far as this replica has seen. One that fails again and again is
 * tried with one event at a time; one that asks for quiet has it.
 */
final class EndpointState {

  private static final Logger log = LoggerFactory.getLogger(EndpointState.class);

  /** So many failures in a row are the endpoint's, not an event's. */
  static final int FAILURES = 5;

  /** An endpoint that is gone is asked again after that; it may have been a mistake. */
  static final Duration GONE = Duration.ofHours(1);

  /** The longest quiet for all events; the one that was throttled waits as long as it was told. */
  static final Duration LONGEST_QUIET = Duration.ofMinutes(1);

  private int failures;
  private boolean failing;
  private Instant quietUntil = Instant.MIN;

  /** How many events may be on their way at once. */
  synchronized int allowed(int most, Instant now) {
    if (now.isBefore(quietUntil)) {
      return 0;
    }
    return failing ? 1 : most;
  }

  /** Whether whoever has delivered one event may go on with the next. */
  synchronized boolean isWell(Instant now) {
    return !failing && !now.isBefore(quietUntil);
  }

  /** Takes note of an answer. */
  synchronized void heard(DeliveryResult answer, Instant now) {
    switch (answer) {
      case DeliveryResult.Accepted _ -> works();
      case DeliveryResult.Failed(var why, _) -> failed(why, FAILURES);
      case DeliveryResult.Throttled(var wait) -> {
        if (wait != null) {
          quietUntil = now.plus(wait.compareTo(LONGEST_QUIET) > 0 ? LONGEST_QUIET : wait);
        }
        failed("HTTP 429", FAILURES);
      }
      case DeliveryResult.Gone _ -> {
        quietUntil = now.plus(GONE);
        failed("HTTP 410: the endpoint wants no events", 1);
      }
    }
  }

  private void works() {
    failures = 0;
    if (failing) {
      failing = false;
      log.atInfo().log("Deliveries to the endpoint of the events succeed again");
    }
  }

  private void failed(String why, int enough) {
    failures++;
    if (!failing && failures >= enough) {
      failing = true;
      log.atWarn()
          .addKeyValue("why", why)
          .addKeyValue("failures", failures)
          .log("Deliveries to the endpoint of the events fail");
    }
  }
}
