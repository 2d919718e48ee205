package dev.otpauth.spektif.account;

import java.time.Duration;

/** The provider as probes use it. */
public interface ProbeTarget {

  /**
   * Makes the smallest call that shows whether the provider is reachable and accepts our account.
   * Never throws.
   *
   * @param limit the maximum duration
   */
  ProbeAnswer probe(Duration limit);

  /** The maximum duration of a probe. */
  Duration tryTimeout();

  /** Whether the provider is known to be down, and a probe can detect the recovery. */
  boolean isDown();

  /** Whether a call failed, and a probe can show whether the provider is down. */
  boolean isInDoubt();
}
