package dev.otpauth.provider;

import dev.otpauth.phone.PhoneNumber;
import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The state of a reference at the provider; null or empty if the provider did not say.
 *
 * @param verifyAttempts the attempts that the provider has counted
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

  /** Whether its destination is absent or may be this number. */
  public boolean mayBeTo(PhoneNumber number) {
    return destination == null || number.mayBeEchoedAs(destination);
  }
}
