package dev.otpauth.spektif;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Parses the provider's timestamps; without an offset they are in Jakarta time. */
final class ProviderTimes {

  private static final ZoneId PROVIDER_ZONE = ZoneId.of("Asia/Jakarta");

  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .parseLenient()
          .appendOffset("+HH:mm:ss", "Z")
          .optionalEnd()
          .toFormatter(Locale.ROOT);

  private ProviderTimes() {}

  /** Returns the instant, or null if it is missing or cannot be parsed. */
  static @Nullable Instant read(JsonNode node) {
    return LenientScalars.text(node).flatMap(ProviderTimes::parse).orElse(null);
  }

  private static Optional<Instant> parse(String text) {
    // Accepts spaces instead of the T and before the offset, as in "2026-03-02 10:30:00 +07:00".
    var written = text.replaceFirst("^(\\S{10}) +", "$1T").replace(" ", "");
    try {
      return Optional.of(
          switch (FORMAT.parseBest(written, OffsetDateTime::from, LocalDateTime::from)) {
            case OffsetDateTime it -> it.toInstant();
            case LocalDateTime it -> it.atZone(PROVIDER_ZONE).toInstant();
            default ->
                throw new IllegalStateException("parseBest returned neither of the two types");
          });
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
