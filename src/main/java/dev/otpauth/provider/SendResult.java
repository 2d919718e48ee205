package dev.otpauth.provider;

import java.time.Duration;

/** The result of a send or resend. */
public sealed interface SendResult permits SendResult.Accepted, Failure {

  /**
   * The provider accepted the message.
   *
   * @param reference identifies the code for verify and resend
   * @param validity how long the code can be verified, from now
   */
  record Accepted(Reference reference, Duration validity) implements SendResult {}
}
