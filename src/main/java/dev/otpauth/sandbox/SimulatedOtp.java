package dev.otpauth.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A code that was sent to a phone. Its status is computed from the time. {@link #toString} omits
 * number and code.
 *
 * @param attempts the number of codes tried, the right one included
 * @param verifiedAt null until the right code was tried
 * @param superseded whether a resend has replaced it
 */
record SimulatedOtp(
    String reference,
    Msisdn destination,
    Msisdn sender,
    String code,
    Instant createdAt,
    Instant expiresAt,
    int attempts,
    @Nullable Instant verifiedAt,
    boolean superseded) {

  static final Duration LIFETIME = Duration.ofMinutes(5);
  static final int MAX_ATTEMPTS = 5;
  private static final Duration DELIVERY = Duration.ofSeconds(2);

  static SimulatedOtp created(Msisdn destination, Msisdn sender, String code, Instant now) {
    var lifetime =
        ScriptedBehaviour.of(destination) == ScriptedBehaviour.EXPIRED_AT_ONCE
            ? Duration.ZERO
            : SimulatedOtp.LIFETIME;
    var reference = "otp_" + UUID.randomUUID();
    return new SimulatedOtp(
        reference, destination, sender, code, now, now.plus(lifetime), 0, null, false);
  }

  SimulatedOtp withFailedAttempt() {
    return new SimulatedOtp(
        reference,
        destination,
        sender,
        code,
        createdAt,
        expiresAt,
        attempts + 1,
        verifiedAt,
        superseded);
  }

  SimulatedOtp verified(Instant now) {
    return new SimulatedOtp(
        reference, destination, sender, code, createdAt, expiresAt, attempts + 1, now, superseded);
  }

  SimulatedOtp replaced() {
    return new SimulatedOtp(
        reference, destination, sender, code, createdAt, expiresAt, attempts, verifiedAt, true);
  }

  SimulatedOtpStatus status(Instant now) {
    if (verifiedAt != null) {
      return SimulatedOtpStatus.VERIFIED;
    }
    if (superseded) {
      return SimulatedOtpStatus.EXPIRED;
    }
    if (isExhausted()) {
      return SimulatedOtpStatus.FAILED;
    }
    var arrived = !now.isBefore(createdAt.plus(DELIVERY));
    if (!isDeliverable()) {
      return arrived ? SimulatedOtpStatus.FAILED : SimulatedOtpStatus.SENT;
    }
    if (!now.isBefore(expiresAt)) {
      return SimulatedOtpStatus.EXPIRED;
    }
    return arrived ? SimulatedOtpStatus.DELIVERED : SimulatedOtpStatus.SENT;
  }

  /** Returns whether it can be verified: not verified, replaced, expired or undeliverable. */
  boolean isOpen(Instant now) {
    return verifiedAt == null && !superseded && isDeliverable() && now.isBefore(expiresAt);
  }

  boolean isExhausted() {
    return attempts >= MAX_ATTEMPTS;
  }

  boolean isDeliverable() {
    return ScriptedBehaviour.of(destination) != ScriptedBehaviour.UNDELIVERABLE;
  }

  @Override
  public String toString() {
    return "SimulatedOtp[%s]".formatted(reference);
  }
}
