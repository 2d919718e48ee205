package dev.otpauth.sandbox;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/** Holds a request for a while; a shutdown lets all of them go. */
class ResponseDelay {

  private final CountDownLatch closing = new CountDownLatch(1);

  void hold(Duration time) {
    try {
      var _ = closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @EventListener(ContextClosedEvent.class)
  void release() {
    closing.countDown();
  }
}
