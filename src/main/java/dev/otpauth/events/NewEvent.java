package dev.otpauth.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is written down.
 *
 * @param id the {@code webhook-id}
 * @param verificationId absent where there is no verification
 * @param sequence its place among the changes of the verification; absent where nothing changed
 * @param type such as {@code otp.verification.sent}
 * @param body the JSON that is signed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by no one; copied by no one
record NewEvent(
    UUID id,
    @Nullable UUID verificationId,
    @Nullable Integer sequence,
    String type,
    String body,
    byte[] phoneDigest,
    Instant at) {}
