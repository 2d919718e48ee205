package dev.otpauth.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One code on its way to one phone. Its status follows from the clock; nothing runs in the
 * background. Prints without number and code.
 *
 * @param attempts how many codes were tried, the right one included
 * @param verifiedAt null until the right one came
 * @param superseded whether a newer code has taken its place
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

  SimulatedOtp triedInVain() {
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
    if (exhausted()) {
      return SimulatedOtpStatus.FAILED;
    }
    var arrived = !now.isBefore(createdAt.plus(DELIVERY));
    if (!deliverable()) {
      return arrived ? SimulatedOtpStatus.FAILED : SimulatedOtpStatus.SENT;
    }
    if (!now.isBefore(expiresAt)) {
      return SimulatedOtpStatus.EXPIRED;
    }
    return arrived ? SimulatedOtpStatus.DELIVERED : SimulatedOtpStatus.SENT;
  }

  /** Whether a code may be tried at all: neither used, replaced, expired nor lost on the way. */
  boolean open(Instant now) {
    return verifiedAt == null && !superseded && deliverable() && now.isBefore(expiresAt);
  }

  boolean exhausted() {
    return attempts >= MAX_ATTEMPTS;
  }

  boolean deliverable() {
    return ScriptedBehaviour.of(destination) != ScriptedBehaviour.UNDELIVERABLE;
  }

  @Override
  public String toString() {
    return "SimulatedOtp[%s]".formatted(reference);
  }
}
