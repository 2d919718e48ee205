package dev.otpauth.phone;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Checks this replica's keys against the database at startup, before the web server and the
 * scheduled jobs start.
 */
@Component
class KeyCompatibilityCheck implements SmartLifecycle {

  private final KeyRegistry keys;
  private volatile boolean checked;

  KeyCompatibilityCheck(KeyRegistry keys) {
    this.keys = keys;
  }

  /**
   * Checks and registers the keys.
   *
   * @throws IllegalStateException if a key differs or is missing; the message names its setting
   */
  @Override
  public void start() {
    keys.checkAndRegister();
    checked = true;
  }

  @Override
  public void stop() {
    checked = false;
  }

  @Override
  public boolean isRunning() {
    return checked;
  }

  /** Before the web server and the jobs. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE;
  }
}
