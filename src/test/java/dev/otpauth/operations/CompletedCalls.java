package dev.otpauth.operations;

import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.verification.CallCompleted;
import dev.otpauth.verification.CallCompleted.Call;
import dev.otpauth.verification.CallCompleted.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates completed calls as the core publishes them. */
final class CompletedCalls {

  private CompletedCalls() {}

  static CallCompleted of(Call call, String outcome, @Nullable String purpose) {
    return new CallCompleted(
        "login",
        call,
        outcome,
        null,
        null,
        purpose,
        null,
        null,
        Instant.EPOCH,
        Duration.ofMillis(40));
  }

  static CallCompleted of(Call call, String outcome, String prefix, Instant at) {
    return new CallCompleted(
        "login",
        call,
        outcome,
        UUID.fromString("019a0000-0000-7000-8000-000000000000"),
        "login",
        "login",
        new Subject(new KeyedDigest("0".repeat(64)), prefix, "+62********890"),
        null,
        at,
        Duration.ofMillis(40));
  }
}
