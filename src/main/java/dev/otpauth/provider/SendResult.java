package dev.otpauth.provider;

import java.time.Duration;

/** How a send or a resend ended. */
public sealed interface SendResult permits SendResult.Accepted, Failure {

  /**
   * The code is on its way.
   *
   * @param reference what to verify it by
   * @param validity how long it can be verified, from now
   */
  record Accepted(Reference reference, Duration validity) implements SendResult {}
}
