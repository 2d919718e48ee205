package dev.otpauth.spektif;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether a request has begun to be written. The writer and whoever gives up on it decide by the
 * same compare-and-set, so that a request counted as never sent can not be sent later.
 */
final class RequestWriteState {

  private enum Stage {
    WAITING,
    BEGUN,
    ABANDONED
  }

  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);

  /**
   * Called before the first byte.
   *
   * @throws IllegalStateException where the request was given up meanwhile, or written before
   */
  void begin() {
    if (!stage.compareAndSet(Stage.WAITING, Stage.BEGUN)) {
      throw new IllegalStateException("a request is written once, and not after it was given up");
    }
  }

  /** Gives up; true where nothing was written, and nothing will be. */
  boolean abandon() {
    return stage.compareAndSet(Stage.WAITING, Stage.ABANDONED) || stage.get() == Stage.ABANDONED;
  }
}
