package dev.otpauth.chaos;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds a call at a moment until it is released, or its caller is gone. */
final class CallHold {

  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  ProviderBehaviour at(CallStage moment) {
    return exchange -> {
      switch (moment) {
        case NEVER_PROCESSED -> {
          arrived.countDown();
          exchange.wire().awaitHangUp();
        }
        case PROCESSED_AFTERWARDS -> {
          arrived.countDown();
          exchange.wire().awaitHangUp();
          exchange.process();
        }
        case UNANSWERED -> {
          exchange.process();
          arrived.countDown();
          exchange.wire().awaitHangUp();
        }
        case UNCOMMITTED -> {
          arrived.countDown();
          await(released);
          exchange.answer(exchange.process());
        }
      }
    };
  }

  void awaitArrival() {
    await(arrived);
  }

  void release() {
    released.countDown();
  }

  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("waited in vain");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
