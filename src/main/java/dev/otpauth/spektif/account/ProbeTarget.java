package dev.otpauth.spektif.account;

import java.time.Duration;

/** The provider, as far as probes need it. */
public interface ProbeTarget {

  /**
   * Asks the provider for as little as shows whether it is there and knows us. Whatever goes wrong
   * is an answer, too.
   *
   * @param limit the longest it may take
   */
  ProbeAnswer ask(Duration limit);

  /** The longest that asking can take. */
  Duration tryTimeout();

  /** Whether the provider is known to be down, and a probe would find out that this is over. */
  boolean isDown();

  /** Whether a call failed, and a probe would tell whether the provider is down. */
  boolean isInDoubt();
}
