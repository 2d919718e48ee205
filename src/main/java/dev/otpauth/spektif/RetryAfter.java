package dev.otpauth.spektif;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;

/**
 * How long a throttled request has to wait: the body's word, else the header's, of which the
 * longest counts, else a minute.
 */
final class RetryAfter {

  private static final double UNSAID = 60;
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofDays(1);

  private RetryAfter() {}

  static Duration of(HttpResult.Answer answer, Envelope envelope, Instant now) {
    var said = LenientScalars.number(envelope.data().path("retry_after"));
    var seconds = said.isPresent() ? said : header(answer.headers(), now);
    return LenientScalars.seconds(seconds.orElse(UNSAID), LEAST, MOST);
  }

  private static OptionalDouble header(HttpHeaders headers, Instant now) {
    return headers.getOrEmpty(HttpHeaders.RETRY_AFTER).stream()
        .map(header -> said(header, now))
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .max();
  }

  /** A date has a comma; a proxy that joins two headers makes a list of seconds. */
  private static OptionalDouble said(String header, Instant now) {
    var seconds =
        Stream.of(header.split(",", -1))
            .map(LenientScalars::number)
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .max();
    return seconds.isPresent() ? seconds : date(header, now);
  }

  /**
   * Any of the three forms of RFC 9110, the oldest of which fills a day of one digit by a space.
   */
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
