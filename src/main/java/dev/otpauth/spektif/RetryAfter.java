package dev.otpauth.spektif;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;

/**
 * Reads how long to wait after a throttled request: from the body, else from the longest {@code
 * Retry-After} header, else 60 s; clamped to 1 s … 1 day.
 */
final class RetryAfter {

  private static final double DEFAULT_SECONDS = 60;
  private static final Duration MIN = Duration.ofSeconds(1);
  private static final Duration MAX = Duration.ofDays(1);

  private RetryAfter() {}

  static Duration of(HttpResult.Answer answer, Envelope envelope, Instant now) {
    var inBody = LenientScalars.number(envelope.data().path("retry_after"));
    var seconds = inBody.isPresent() ? inBody : header(answer.headers(), now);
    return LenientScalars.seconds(seconds.orElse(DEFAULT_SECONDS), MIN, MAX);
  }

  private static OptionalDouble header(HttpHeaders headers, Instant now) {
    return headers.getOrEmpty(HttpHeaders.RETRY_AFTER).stream()
        .map(header -> parse(header, now))
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .max();
  }

  /** A date contains a comma; a proxy that joins two headers creates a list of seconds. */
  private static OptionalDouble parse(String header, Instant now) {
    var seconds =
        Stream.of(header.split(",", -1))
            .map(LenientScalars::number)
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .max();
    return seconds.isPresent() ? seconds : date(header, now);
  }

  /** Parses the three date formats of RFC 9110; the oldest pads a one-digit day with a space. */
  private static OptionalDouble date(String header, Instant now) {
    var headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, header.replace("  ", " 0"));
    try {
      var date = headers.getFirstZonedDateTime(HttpHeaders.RETRY_AFTER);
      return date == null
          ? OptionalDouble.empty()
          : OptionalDouble.of(Duration.between(now, date).toMillis() / 1000.0);
    } catch (IllegalArgumentException | ArithmeticException _) {
      return OptionalDouble.empty();
    }
  }
}
