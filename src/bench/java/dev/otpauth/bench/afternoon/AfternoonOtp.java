package dev.otpauth.bench.afternoon;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One code, with the number as it came. */
@Entity
@SuppressWarnings("UnusedVariable") // columns that are only written
class AfternoonOtp {

  @Id @GeneratedValue private @Nullable UUID id;
  private String mobile;
  private String reference;
  private boolean verified;
  private int attempts;
  private Instant createdAt;

  @SuppressWarnings("NullAway.Init") // for Hibernate
  protected AfternoonOtp() {}

  AfternoonOtp(String mobile, Instant createdAt) {
    this.mobile = mobile;
    this.reference = "";
    this.createdAt = createdAt;
  }

  @Nullable UUID id() {
    return id;
  }

  String reference() {
    return reference;
  }

  void sent(String reference) {
    this.reference = reference;
  }

  void attempted() {
    attempts++;
  }

  void verify() {
    verified = true;
  }

  boolean isVerified() {
    return verified;
  }
}
