package dev.otpauth.events;

import dev.otpauth.events.DeliveryResult.Accepted;
import dev.otpauth.events.DeliveryResult.Failed;
import dev.otpauth.events.DeliveryResult.Gone;
import dev.otpauth.events.DeliveryResult.Throttled;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers one event to the endpoint and stores the result. */
class Delivery {

  private static final Logger log = LoggerFactory.getLogger(Delivery.class);

  private final Outbox outbox;
  private final WebhookEndpoint endpoint;
  private final Backoff backoff;
  private final MeterRegistry meters;
  private final Clock clock;

  Delivery(
      Outbox outbox, WebhookEndpoint endpoint, Backoff backoff, MeterRegistry meters, Clock clock) {
    this.outbox = outbox;
    this.endpoint = endpoint;
    this.backoff = backoff;
    this.meters = meters;
    this.clock = clock;
  }

  /** Makes one attempt; no database connection is held during the HTTP request. */
  DeliveryResult deliver(Event event) {
    var answer = endpoint.post(event, clock.instant());
    switch (answer) {
      case Accepted _ -> {
        outbox.delivered(event, clock.instant());
        count("delivered");
      }
      case Failed(var why, var wait) -> failed(event, why, wait);
      case Throttled(var wait) -> failed(event, "HTTP 429", wait);
      case Gone _ -> dead(event, "HTTP 410");
    }
    return answer;
  }

  private void failed(Event event, String why, @Nullable Duration retryAfter) {
    backoff
        .after(event.attempts(), retryAfter)
        .ifPresentOrElse(wait -> retry(event, why, wait), () -> dead(event, why));
  }

  private void retry(Event event, String why, Duration wait) {
    outbox.failed(event, why, clock.instant().plus(wait));
    count("failed");
  }

  private void dead(Event event, String why) {
    outbox.dead(event, why, clock.instant());
    count("dead");
    log.atWarn()
        .addKeyValue("event_id", event.id())
        .addKeyValue("type", event.type())
        .addKeyValue("attempts", event.attempts())
        .addKeyValue("why", why)
        .log("Gave up on an event; it stays in the outbox as a dead letter");
  }

  private void count(String outcome) {
    meters.counter("otp.events", "outcome", outcome).increment();
  }
}
