package dev.otpauth.events;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Scheduled job that delivers due events on several virtual threads. Each thread takes one event
 * after the other until none is due, so a slow response delays one thread only, and memory holds
 * one event per thread. Runs on every replica; leases keep two from delivering the same event.
 */
class WebhookDispatcher implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WebhookDispatcher.class);

  /** The maximum number of concurrent deliveries, and of connections to the endpoint. */
  static final int CONCURRENCY = 20;

  private final Outbox outbox;
  private final Delivery delivery;
  private final Duration lease;
  private final Clock clock;
  private final ExecutorService threads;
  private final EndpointState state = new EndpointState();
  private final Semaphore free = new Semaphore(CONCURRENCY);

  WebhookDispatcher(
      Outbox outbox, Delivery delivery, Duration lease, Clock clock, ExecutorService threads) {
    this.outbox = outbox;
    this.delivery = delivery;
    this.lease = lease;
    this.clock = clock;
    this.threads = threads;
  }

  /** Starts threads for due events, and does not wait for them. */
  @Scheduled(fixedRate = 1, timeUnit = TimeUnit.SECONDS)
  void deliverDue() {
    var busy = CONCURRENCY - free.availablePermits();
    var requested = state.maxConcurrent(CONCURRENCY, clock.instant()) - busy;
    if (requested <= 0 || !free.tryAcquire(requested)) {
      return;
    }
    var taken = take(requested);
    free.release(requested - taken.size());
    taken.forEach(event -> threads.execute(() -> deliverFrom(event)));
  }

  /** If the result cannot be stored, the event becomes due again when its lease lapses. */
  private void deliverFrom(Event first) {
    try {
      for (var event = first; event != null; event = next()) {
        state.record(delivery.deliver(event), clock.instant());
      }
    } catch (DataAccessException e) {
      log.atWarn()
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("Could not store the result of a delivery; the event is delivered again");
    } finally {
      free.release();
    }
  }

  private @Nullable Event next() {
    if (threads.isShutdown() || !state.isHealthy(clock.instant())) {
      return null;
    }
    var taken = take(1);
    return taken.isEmpty() ? null : taken.getFirst();
  }

  /** Empty if the database fails. */
  private List<Event> take(int atMost) {
    try {
      var now = clock.instant();
      return outbox.take(atMost, now, now.plus(lease));
    } catch (DataAccessException e) {
      log.atWarn()
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("Could not load due events; the next run tries again");
      return List.of();
    }
  }

  /** Waits for running deliveries. */
  @Override
  public void close() {
    threads.close();
  }
}
