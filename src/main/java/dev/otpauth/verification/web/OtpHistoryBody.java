package dev.otpauth.verification.web;

import dev.otpauth.phone.WrittenNumber;
import dev.otpauth.provider.HistoryQuery;
import dev.otpauth.provider.OtpStatus;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /auth/otp/history}. {@link #toString} omits the caller's input. */
record OtpHistoryBody(
    @Min(value = 1, message = "{validation.page}") @Nullable Integer page,
    @Min(value = 1, message = "{validation.per_page}")
        @Max(value = 100, message = "{validation.per_page}")
        @Nullable Integer perPage,
    @Pattern(
            regexp = "pending|sent|delivered|verified|expired|failed",
            message = "{validation.status}")
        @Nullable String status,
    @UnambiguousNumber @Nullable WrittenNumber destinationNumber,
    @UnambiguousNumber @Nullable WrittenNumber fromNumber) {

  /** The query for a request without a body. */
  static final OtpHistoryBody ALL = new OtpHistoryBody(null, null, null, null, null);

  private static final int DEFAULT_PER_PAGE = 15;

  /** The query; only for a valid body. */
  HistoryQuery query() {
    return new HistoryQuery(
        Objects.requireNonNullElse(page, 1),
        Objects.requireNonNullElse(perPage, DEFAULT_PER_PAGE),
        status == null ? null : OtpStatus.parse(status).orElseThrow(),
        WrittenNumber.numberOf(destinationNumber),
        WrittenNumber.numberOf(fromNumber));
  }

  @Override
  public String toString() {
    return "OtpHistoryBody";
  }
}
