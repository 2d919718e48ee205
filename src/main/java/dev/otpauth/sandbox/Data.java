package dev.otpauth.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What an {@link SimulatedAnswer} carries, fields in the documented order and nulls written. Times
 * are Jakarta's, to the second.
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
sealed interface Data
    permits CrmData,
        Data.Sent,
        Data.Throttled,
        Data.Verified,
        Data.Mismatched,
        Data.Current,
        Data.History,
        Data.Entry,
        Data.Pagination {

  DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT)
          .withZone(ZoneOffset.ofHours(7));

  @JsonPropertyOrder({"referenceId", "expiresIn"})
  record Sent(String referenceId, long expiresIn) implements Data {}

  @JsonPropertyOrder({"retryAfter"})
  record Throttled(long retryAfter) implements Data {}

  @JsonPropertyOrder({"referenceId", "verifiedAt"})
  record Verified(String referenceId, String verifiedAt) implements Data {}

  @JsonPropertyOrder({"remainingAttempts"})
  record Mismatched(int remainingAttempts) implements Data {}

  @JsonPropertyOrder({
    "referenceId",
    "destinationNumber",
    "status",
    "sentAt",
    "verifiedAt",
    "expiresAt",
    "verifyAttempts",
    "createdAt"
  })
  record Current(
      String referenceId,
      String destinationNumber,
      String status,
      String sentAt,
      @Nullable String verifiedAt,
      String expiresAt,
      int verifyAttempts,
      String createdAt)
      implements Data {

    static Current of(SimulatedOtp otp, Instant now) {
      return new Current(
          otp.reference(),
          otp.destination().digits(),
          otp.status(now).word(),
          TIME.format(otp.createdAt()),
          time(otp.verifiedAt()),
          TIME.format(otp.expiresAt()),
          otp.attempts(),
          TIME.format(otp.createdAt()));
    }

    @Override
    public String toString() {
      return "Current[%s]".formatted(referenceId);
    }
  }

  @JsonPropertyOrder({"data", "pagination"})
  record History(List<Entry> data, Pagination pagination) implements Data {}

  /** The same facts as {@link Current}, in the order that the history has them. */
  @JsonPropertyOrder({
    "referenceId",
    "destinationNumber",
    "status",
    "verifyAttempts",
    "sentAt",
    "verifiedAt",
    "expiresAt",
    "createdAt"
  })
  record Entry(
      String referenceId,
      String destinationNumber,
      String status,
      int verifyAttempts,
      String sentAt,
      @Nullable String verifiedAt,
      String expiresAt,
      String createdAt)
      implements Data {

    static Entry of(SimulatedOtp otp, Instant now) {
      return new Entry(
          otp.reference(),
          otp.destination().digits(),
          otp.status(now).word(),
          otp.attempts(),
          TIME.format(otp.createdAt()),
          time(otp.verifiedAt()),
          TIME.format(otp.expiresAt()),
          TIME.format(otp.createdAt()));
    }

    @Override
    public String toString() {
      return "Entry[%s]".formatted(referenceId);
    }
  }

  @JsonPropertyOrder({"currentPage", "lastPage", "perPage", "total"})
  record Pagination(int currentPage, int lastPage, int perPage, int total) implements Data {}

  private static @Nullable String time(@Nullable Instant instant) {
    return instant == null ? null : TIME.format(instant);
  }
}
