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
 * Delivers what is due, in a few lanes side by side. Each takes one event after the other until
 * there is none, so that a slow answer holds up its own lane alone, and memory holds one event a
 * lane. Any replica does; what one has taken the others pass over.
 */
class WebhookDispatcher implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WebhookDispatcher.class);

  /** Also the connections to the endpoint. */
  static final int LANES = 20;

  private final Outbox outbox;
  private final Delivery delivery;
  private final Duration lease;
  private final Clock clock;
  private final ExecutorService threads;
  private final EndpointState state = new EndpointState();
  private final Semaphore free = new Semaphore(LANES);

  WebhookDispatcher(
      Outbox outbox, Delivery delivery, Duration lease, Clock clock, ExecutorService threads) {
    this.outbox = outbox;
    this.delivery = delivery;
    this.lease = lease;
    this.clock = clock;
    this.threads = threads;
  }

  /** Puts the lanes to work that are free, and does not wait for them. */
  @Scheduled(fixedRate = 1, timeUnit = TimeUnit.SECONDS)
  void deliverDue() {
    var busy = LANES - free.availablePermits();
    var wanted = state.allowed(LANES, clock.instant()) - busy;
    if (wanted <= 0 || !free.tryAcquire(wanted)) {
      return;
    }
    var taken = take(wanted);
    free.release(wanted - taken.size());
    taken.forEach(event -> threads.execute(() -> deliverFrom(event)));
  }

  /** What fails here stays due; its lease lapses, and somebody has it again. */
  private void deliverFrom(Event first) {
    try {
      for (var event = first; event != null; event = next()) {
        state.heard(delivery.deliver(event), clock.instant());
      }
    } catch (DataAccessException e) {
      log.atWarn()
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("Could not record how a delivery ended; the event is delivered again");
    } finally {
      free.release();
    }
  }

  private @Nullable Event next() {
    if (threads.isShutdown() || !state.isWell(clock.instant())) {
      return null;
    }
    var taken = take(1);
    return taken.isEmpty() ? null : taken.getFirst();
  }

  /** Without the database there is nothing to be done until the next round. */
  private List<Event> take(int atMost) {
    try {
      var now = clock.instant();
      return outbox.take(atMost, now, now.plus(lease));
    } catch (DataAccessException e) {
      log.atWarn()
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("Could not load due events; the next round tries again");
      return List.of();
    }
  }

  /** Waits for what is on its way. */
  @Override
  public void close() {
    threads.close();
  }
}
