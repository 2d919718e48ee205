package dev.otpauth.problem;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.MessageSource;

/** Builds the {@code detail} of a problem in the caller's language, with the wait in words. */
final class Details {

  /** Western Indonesian Time (WIB), where most subscribers are, decides what "tomorrow" means. */
  private static final ZoneId ZONE = ZoneId.of("Asia/Jakarta");

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH.mm", Locale.ROOT);

  private static final Duration MINUTES = Duration.ofSeconds(90);
  private static final Duration HOURS = Duration.ofMinutes(90);
  private static final Duration DAYS = Duration.ofHours(36);

  private final MessageSource messages;
  private final Clock clock;

  Details(MessageSource messages, Clock clock) {
    this.messages = messages;
    this.clock = clock;
  }

  String of(Problem problem, Locale locale) {
    var key = "problem." + problem.type().code();
    var variant = problem.variant() == null ? key : key + "." + problem.variant();
    var wait = problem.retryAfter();
    return wait == null
        ? messages.getMessage(variant, null, locale)
        : ofWait(variant, wait, locale);
  }

  /** For a wait of hours or days, uses the message with suffix {@code .long} if there is one. */
  private String ofWait(String key, Duration wait, Locale locale) {
    var words = new Object[] {words(wait, locale)};
    var advice =
        wait.compareTo(HOURS) > 0 ? messages.getMessage(key + ".long", words, null, locale) : null;
    return advice == null ? messages.getMessage(key, words, locale) : advice;
  }

  /** The wait in words, rounded up. */
  private String words(Duration wait, Locale locale) {
    if (wait.compareTo(MINUTES) <= 0) {
      return words("seconds", wait, Duration.ofSeconds(1), locale);
    }
    if (wait.compareTo(HOURS) <= 0) {
      return words("minutes", wait, Duration.ofMinutes(1), locale);
    }
    return tomorrow(wait, locale)
        .orElseGet(
            () ->
                wait.compareTo(DAYS) <= 0
                    ? words("hours", wait, Duration.ofHours(1), locale)
                    : words("days", wait, Duration.ofDays(1), locale));
  }

  /** The time of day, if the wait ends tomorrow and the language has a message for it. */
  private Optional<String> tomorrow(Duration wait, Locale locale) {
    var now = clock.instant().atZone(ZONE);
    var end = now.plus(wait).plusMinutes(1).minusNanos(1).truncatedTo(ChronoUnit.MINUTES);
    return end.toLocalDate().equals(now.toLocalDate().plusDays(1))
        ? Optional.ofNullable(
            messages.getMessage("wait.tomorrow", new Object[] {TIME.format(end)}, null, locale))
        : Optional.empty();
  }

  private String words(String key, Duration wait, Duration unit, Locale locale) {
    var whole = Math.ceilDiv(WholeSeconds.of(wait), unit.toSeconds());
    return messages.getMessage("wait." + key, new Object[] {whole}, locale);
  }
}
