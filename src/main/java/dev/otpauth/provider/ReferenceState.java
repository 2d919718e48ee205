package dev.otpauth.provider;

import dev.otpauth.phone.PhoneNumber;
import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A reference as the provider sees it; absent is what the provider left out.
 *
 * @param verifyAttempts the attempts the provider has counted
 */
public record ReferenceState(
    Reference reference,
    @Nullable PhoneNumber destination,
    OtpStatus status,
    OptionalInt verifyAttempts,
    @Nullable Instant sentAt,
    @Nullable Instant verifiedAt,
    @Nullable Instant expiresAt,
    @Nullable Instant createdAt) {

  /** Whether it says of no other number that it is its destination. */
  public boolean mayBeTo(PhoneNumber number) {
    return destination == null || number.mayBeEchoedAs(destination);
  }
}
