package dev.otpauth.events;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The result of one delivery attempt. */
sealed interface DeliveryResult {

  /** The endpoint answered with 2xx. */
  record Accepted() implements DeliveryResult {}

  /**
   * The endpoint rejected the event or did not answer.
   *
   * @param why the cause in words, without content from the endpoint
   * @param retryAfter the wait that the endpoint demands for this event; null if none
   */
  record Failed(String why, @Nullable Duration retryAfter) implements DeliveryResult {}

  /**
   * The endpoint answered with 429.
   *
   * @param retryAfter the wait that the endpoint demands; null if none
   */
  record Throttled(@Nullable Duration retryAfter) implements DeliveryResult {}

  /** The endpoint answered with 410: it wants no more events. */
  record Gone() implements DeliveryResult {}
}
