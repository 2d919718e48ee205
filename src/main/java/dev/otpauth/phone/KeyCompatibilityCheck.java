package dev.otpauth.phone;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Has this replica's keys compared with those in use before it serves, works or stores anything.
 */
@Component
class KeyCompatibilityCheck implements SmartLifecycle {

  private final KeyRegistry keys;
  private volatile boolean admitted;

  KeyCompatibilityCheck(KeyRegistry keys) {
    this.keys = keys;
  }

  /**
   * Compares them.
   *
   * @throws IllegalStateException naming the setting of a key that differs or is missing
   */
  @Override
  public void start() {
    keys.admit();
    admitted = true;
  }

  /** There is nothing to stop. */
  @Override
  public void stop() {
    admitted = false;
  }

  @Override
  public boolean isRunning() {
    return admitted;
  }

  /** First of all: the server and the workers come later. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE;
  }
}
