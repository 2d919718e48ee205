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

/** Reads the provider's times: any offset, and Jakarta's where there is none. */
final class ProviderTimes {

  private static final ZoneId PROVIDERS = ZoneId.of("Asia/Jakarta");

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

  /** The instant, or null where there is none that can be read. */
  static @Nullable Instant read(JsonNode node) {
    return LenientScalars.text(node).flatMap(ProviderTimes::parse).orElse(null);
  }

  private static Optional<Instant> parse(String text) {
    // "2026-03-02 10:30:00 +07:00": the date and the time may stand apart, and so may the offset.
    var written = text.replaceFirst("^(\\S{10}) +", "$1T").replace(" ", "");
    try {
      return Optional.of(
          switch (FORMAT.parseBest(written, OffsetDateTime::from, LocalDateTime::from)) {
            case OffsetDateTime it -> it.toInstant();
            case LocalDateTime it -> it.atZone(PROVIDERS).toInstant();
            default -> throw new IllegalStateException("one of the two that were asked for");
          });
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
