package dev.otpauth.events;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Parses the {@code Retry-After} header of a response (RFC 9110, section 10.2.3). */
final class RetryAfter {

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
  private static final Duration MAX = Duration.ofDays(1);

  private RetryAfter() {}

  /** The wait, at most a day; null if the header is missing or invalid. */
  static @Nullable Duration of(HttpResponse response, Instant now) {
    var header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
    var wait = header == null || header.getValue() == null ? null : wait(header.getValue(), now);
    if (wait == null || wait.isNegative()) {
      return null;
    }
    return wait.compareTo(MAX) > 0 ? MAX : wait;
  }

  private static @Nullable Duration wait(String written, Instant now) {
    var stripped = written.strip();
    if (SECONDS.matcher(stripped).matches()) {
      return Duration.ofSeconds(Long.parseLong(stripped));
    }
    var date = DateUtils.parseStandardDate(stripped);
    return date == null ? null : Duration.between(now, date);
  }
}
