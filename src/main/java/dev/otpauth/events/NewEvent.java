package dev.otpauth.events;

import dev.otpauth.phone.KeyedDigest;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is written down. Prints without its body.
 *
 * @param id the {@code webhook-id}
 * @param verificationId absent where there is no verification
 * @param sequence its place among the changes of the verification; absent where nothing changed
 * @param type such as {@code otp.verification.sent}
 * @param body the JSON that is signed
 * @param phoneDigest absent where it is about no number
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
