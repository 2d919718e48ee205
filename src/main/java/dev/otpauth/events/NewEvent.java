package dev.otpauth.events;

import dev.otpauth.phone.KeyedDigest;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event to be stored in the outbox. {@link #toString} omits the body.
 *
 * @param id the {@code webhook-id}
 * @param verificationId null if it belongs to no verification
 * @param sequence number of the change within the verification; null if nothing changed
 * @param type such as {@code otp.verification.sent}
 * @param body the JSON text that is signed
 * @param phoneDigest null if it is about no number
 */
record NewEvent(
    UUID id,
    @Nullable UUID verificationId,
    @Nullable Integer sequence,
    String type,
    String body,
    @Nullable KeyedDigest phoneDigest,
    Instant at) {
  @Override
  public String toString() {
    return "NewEvent[id=%s, type=%s]".formatted(id, type);
  }
}
