package dev.otpauth.chaos;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One message that was truly sent, and what became of its code. */
final class DeliveredMessage {

  static final int MAX_ATTEMPTS = 5;

  private static final Duration VALIDITY = Duration.ofMinutes(5);

  final String reference = "otp_" + UUID.randomUUID();
  final String code = "%06d".formatted(ThreadLocalRandom.current().nextInt(1_000_000));
  final String phone;
  final String sender;

  private final Instant sentAt = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private String status = "sent";
  private int attempts;
  private @Nullable Instant verifiedAt;

  DeliveredMessage(String phone, String sender) {
    this.phone = phone;
    this.sender = sender;
  }

  int attempts() {
    return attempts;
  }

  boolean isVerified() {
    return status.equals("verified");
  }

  void invalidate() {
    if (status.equals("sent")) {
      status = "expired";
    }
  }

  ProviderReply check(String guess) {
    return switch (status) {
      case "sent" -> counted(guess);
      case "verified" -> ProviderReply.error(400, "already_verified", null);
      case "failed" -> ProviderReply.error(400, "max_attempts_exceeded", null);
      default -> ProviderReply.error(400, "expired", null);
    };
  }

  private ProviderReply counted(String guess) {
    attempts++;
    if (guess.equals(code)) {
      status = "verified";
      verifiedAt = Instant.now();
      return ProviderReply.success(
          "otp_verified", Map.of("reference_id", reference, "verified_at", time(verifiedAt)));
    }
    if (attempts == MAX_ATTEMPTS) {
      status = "failed";
    }
    return ProviderReply.error(
        400, "invalid_code", Map.of("remaining_attempts", MAX_ATTEMPTS - attempts));
  }

  Map<String, @Nullable Object> state() {
    var state = new LinkedHashMap<String, @Nullable Object>();
    state.put("reference_id", reference);
    state.put("destination_number", phone.substring(1));
    state.put("status", status);
    state.put("verify_attempts", attempts);
    state.put("sent_at", time(sentAt));
    state.put("verified_at", verifiedAt == null ? null : time(verifiedAt));
    state.put("expires_at", time(sentAt.plus(VALIDITY)));
    state.put("created_at", time(sentAt));
    return state;
  }

  /** The provider's seconds, in Jakarta's time. */
  private static String time(Instant instant) {
    return instant
        .truncatedTo(ChronoUnit.SECONDS)
        .atOffset(ZoneOffset.ofHours(7))
        .toString()
        .replaceFirst("T(\\d\\d:\\d\\d)\\+", "T$1:00+");
  }
}
