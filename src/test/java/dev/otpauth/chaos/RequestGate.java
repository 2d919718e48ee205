package dev.otpauth.chaos;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps every call waiting before it is processed, until it is opened. */
final class RequestGate {

  private final CountDownLatch open = new CountDownLatch(1);
  private final AtomicInteger arrived = new AtomicInteger();

  ProviderBehaviour behaviour() {
    return exchange -> {
      arrived.incrementAndGet();
      CallHold.await(open);
      exchange.answer(exchange.process());
    };
  }

  int arrived() {
    return arrived.get();
  }

  void open() {
    open.countDown();
  }
}
