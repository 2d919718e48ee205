package dev.otpauth.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A query for one page of the OTP history, newest first.
 *
 * @param page counted from 1; a page after the last one is empty
 * @param perPage at most 100; a larger value counts as 100
 */
record OtpHistoryQuery(
    int page,
    int perPage,
    Optional<SimulatedOtpStatus> status,
    Optional<Msisdn> sender,
    Optional<Msisdn> destination) {

  private static final int FIRST_PAGE = 1;
  private static final int DEFAULT_PER_PAGE = 15;
  private static final int MAX_PER_PAGE = 100;

  OtpHistoryQuery {
    perPage = Math.min(perPage, MAX_PER_PAGE);
  }

  static OtpHistoryQuery of(RequestFields fields) {
    return new OtpHistoryQuery(
        fields.positive("page", FIRST_PAGE),
        fields.positive("per_page", DEFAULT_PER_PAGE),
        fields.optionalStatus("status"),
        fields.optionalNumber("from_number"),
        fields.optionalNumber("destination_number"));
  }

  ResponseData.History of(List<SimulatedOtp> newestFirst, Instant now) {
    var matching = newestFirst.stream().filter(otp -> matches(otp, now)).toList();
    var entries =
        matching.stream()
            .skip((page - 1L) * perPage)
            .limit(perPage)
            .map(otp -> ResponseData.HistoryEntry.of(otp, now))
            .toList();
    var lastPage = Math.max(FIRST_PAGE, Math.ceilDiv(matching.size(), perPage));
    return new ResponseData.History(
        entries, new ResponseData.Pagination(page, lastPage, perPage, matching.size()));
  }

  private boolean matches(SimulatedOtp otp, Instant now) {
    return status.filter(it -> it != otp.status(now)).isEmpty()
        && sender.filter(it -> !it.equals(otp.sender())).isEmpty()
        && destination.filter(it -> !it.equals(otp.destination())).isEmpty();
  }
}
