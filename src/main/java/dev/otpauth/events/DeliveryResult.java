package dev.otpauth.events;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the endpoint made of one event. */
sealed interface DeliveryResult {

  /** Any 2xx. */
  record Accepted() implements DeliveryResult {}

  /**
   * Not accepted, or not answered.
   *
   * @param why for people; without anything that the endpoint wrote
   * @param retryAfter how long the endpoint asks to wait with this event
   */
  record Failed(String why, @Nullable Duration retryAfter) implements DeliveryResult {}

  /**
   * Too many events.
   *
   * @param retryAfter how long the endpoint asks to wait
   */
  record Throttled(@Nullable Duration retryAfter) implements DeliveryResult {}

  /** The endpoint wants no events any more. */
  record Gone() implements DeliveryResult {}
}
