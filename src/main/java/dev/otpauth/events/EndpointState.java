package dev.otpauth.events;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of the endpoint as seen by this replica. A failing endpoint gets one event at a time;
 * one that demands a wait is paused.
 */
final class EndpointState {

  private static final Logger log = LoggerFactory.getLogger(EndpointState.class);

  /** With this many failures in a row, the endpoint counts as failing. */
  static final int FAILURE_THRESHOLD = 5;

  /** The pause after 410 Gone, which may have been a mistake. */
  static final Duration GONE_PAUSE = Duration.ofHours(1);

  /**
   * The longest pause of all events after a 429; the throttled event itself waits the full time.
   */
  static final Duration MAX_PAUSE = Duration.ofMinutes(1);

  private int failures;
  private boolean failing;
  private Instant pausedUntil = Instant.MIN;

  /** How many events may be delivered concurrently; 0 during a pause. */
  synchronized int maxConcurrent(int limit, Instant now) {
    if (now.isBefore(pausedUntil)) {
      return 0;
    }
    return failing ? 1 : limit;
  }

  /** Whether a thread may continue with the next event. */
  synchronized boolean isHealthy(Instant now) {
    return !failing && !now.isBefore(pausedUntil);
  }

  /** Updates the state with the result of a delivery. */
  synchronized void record(DeliveryResult answer, Instant now) {
    switch (answer) {
      case DeliveryResult.Accepted _ -> works();
      case DeliveryResult.Failed(var why, _) -> failed(why, FAILURE_THRESHOLD);
      case DeliveryResult.Throttled(var wait) -> {
        if (wait != null) {
          pausedUntil = now.plus(wait.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : wait);
        }
        failed("HTTP 429", FAILURE_THRESHOLD);
      }
      case DeliveryResult.Gone _ -> {
        pausedUntil = now.plus(GONE_PAUSE);
        failed("HTTP 410: the endpoint wants no events", 1);
      }
    }
  }

  private void works() {
    failures = 0;
    if (failing) {
      failing = false;
      log.atInfo().log("Deliveries to the webhook endpoint succeed again");
    }
  }

  private void failed(String why, int threshold) {
    failures++;
    if (!failing && failures >= threshold) {
      failing = true;
      log.atWarn()
          .addKeyValue("why", why)
          .addKeyValue("failures", failures)
          .log("Deliveries to the webhook endpoint fail; retrying with one event at a time");
    }
  }
}
