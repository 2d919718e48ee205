package dev.otpauth.spektif;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Records whether writing a request has begun. Writer and canceller use the same compare-and-set,
 * so that a request counted as not sent cannot be sent later.
 */
final class RequestWriteState {

  private enum Stage {
    WAITING,
    BEGUN,
    ABANDONED
  }

  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);

  /**
   * Marks the begin of writing; called before the first byte.
   *
   * @throws IllegalStateException if the request was abandoned, or writing has begun before
   */
  void begin() {
    if (!stage.compareAndSet(Stage.WAITING, Stage.BEGUN)) {
      throw new IllegalStateException("the request was abandoned, or is already being written");
    }
  }

  /** Abandons the request; returns true if nothing was written and nothing will be. */
  boolean abandon() {
    return stage.compareAndSet(Stage.WAITING, Stage.ABANDONED) || stage.get() == Stage.ABANDONED;
  }
}
