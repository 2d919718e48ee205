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
 * The data in a {@link ResponseEnvelope}, with its fields in the documented order and nulls
 * written. Times are in Jakarta's time zone, in whole seconds.
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
sealed interface ResponseData
    permits CrmResponseData,
        ResponseData.Sent,
        ResponseData.Throttled,
        ResponseData.Verified,
        ResponseData.Mismatched,
        ResponseData.OtpStatus,
        ResponseData.History,
        ResponseData.HistoryEntry,
        ResponseData.Pagination {

  DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT)
          .withZone(ZoneOffset.ofHours(7));

  @JsonPropertyOrder({"referenceId", "expiresIn"})
  record Sent(String referenceId, long expiresIn) implements ResponseData {}

  @JsonPropertyOrder({"retryAfter"})
  record Throttled(long retryAfter) implements ResponseData {}

  @JsonPropertyOrder({"referenceId", "verifiedAt"})
  record Verified(String referenceId, String verifiedAt) implements ResponseData {}

  @JsonPropertyOrder({"remainingAttempts"})
  record Mismatched(int remainingAttempts) implements ResponseData {}

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
  record OtpStatus(
      String referenceId,
      String destinationNumber,
      String status,
      String sentAt,
      @Nullable String verifiedAt,
      String expiresAt,
      int verifyAttempts,
      String createdAt)
      implements ResponseData {

    static OtpStatus of(SimulatedOtp otp, Instant now) {
      return new OtpStatus(
          otp.reference(),
          otp.destination().digits(),
          otp.status(now).value(),
          TIME.format(otp.createdAt()),
          time(otp.verifiedAt()),
          TIME.format(otp.expiresAt()),
          otp.attempts(),
          TIME.format(otp.createdAt()));
    }

    @Override
    public String toString() {
      return "OtpStatus[%s]".formatted(referenceId);
    }
  }

  @JsonPropertyOrder({"data", "pagination"})
  record History(List<HistoryEntry> data, Pagination pagination) implements ResponseData {}

  /** The values of an {@link OtpStatus}, in the order of the history. */
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
  record HistoryEntry(
      String referenceId,
      String destinationNumber,
      String status,
      int verifyAttempts,
      String sentAt,
      @Nullable String verifiedAt,
      String expiresAt,
      String createdAt)
      implements ResponseData {

    static HistoryEntry of(SimulatedOtp otp, Instant now) {
      return new HistoryEntry(
          otp.reference(),
          otp.destination().digits(),
          otp.status(now).value(),
          otp.attempts(),
          TIME.format(otp.createdAt()),
          time(otp.verifiedAt()),
          TIME.format(otp.expiresAt()),
          TIME.format(otp.createdAt()));
    }

    @Override
    public String toString() {
      return "HistoryEntry[%s]".formatted(referenceId);
    }
  }

  @JsonPropertyOrder({"currentPage", "lastPage", "perPage", "total"})
  record Pagination(int currentPage, int lastPage, int perPage, int total)
      implements ResponseData {}

  private static @Nullable String time(@Nullable Instant instant) {
    return instant == null ? null : TIME.format(instant);
  }
}
