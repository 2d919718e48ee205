package dev.otpauth;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.OtpStatus;
import dev.otpauth.provider.Reference;
import dev.otpauth.provider.ReferenceState;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.UUID;

/** A message in the books of the {@link ScriptedProvider}. */
public final class SentMessage {

  private final Reference reference = new Reference("otp_" + UUID.randomUUID());
  private final PhoneNumber destination;
  private final Instant createdAt;
  private OtpStatus status = OtpStatus.SENT;
  private int attempts;

  SentMessage(PhoneNumber destination, Instant createdAt) {
    this.destination = destination;
    this.createdAt = createdAt;
  }

  public Reference reference() {
    return reference;
  }

  public int attempts() {
    return attempts;
  }

  PhoneNumber destination() {
    return destination;
  }

  /** Whether a code may still be tried. */
  boolean isOpen() {
    return status == OtpStatus.SENT;
  }

  void attempted() {
    attempts++;
  }

  public void becomes(OtpStatus status) {
    this.status = status;
  }

  ReferenceState state() {
    return new ReferenceState(
        reference,
        destination,
        status,
        OptionalInt.of(attempts),
        createdAt,
        status == OtpStatus.VERIFIED ? createdAt : null,
        createdAt.plus(Duration.ofMinutes(5)),
        createdAt);
  }
}
