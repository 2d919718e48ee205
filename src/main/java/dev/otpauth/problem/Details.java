package dev.otpauth.problem;

import java.time.Duration;
import java.util.Locale;
import org.springframework.context.MessageSource;

/** The sentence of a problem for the person who meets it, with the wait in words. */
final class Details {

  private static final Duration MINUTES = Duration.ofSeconds(90);
  private static final Duration HOURS = Duration.ofMinutes(90);
  private static final Duration DAYS = Duration.ofHours(36);

  private final MessageSource messages;

  Details(MessageSource messages) {
    this.messages = messages;
  }

  String of(Problem problem, Locale locale) {
    var key = "problem." + problem.type().code();
    var variant = problem.variant() == null ? key : key + "." + problem.variant();
    var wait = problem.retryAfter();
    return wait == null
        ? messages.getMessage(variant, null, locale)
        : ofWait(variant, wait, locale);
  }

  /**
   * Hours and days are no wait in front of a screen: where there is advice for those, it is given.
   */
  private String ofWait(String key, Duration wait, Locale locale) {
    var words = new Object[] {words(wait, locale)};
    var advice =
        wait.compareTo(HOURS) > 0 ? messages.getMessage(key + ".long", words, null, locale) : null;
    return advice == null ? messages.getMessage(key, words, locale) : advice;
  }

  /** Rounded up, so that waiting so long suffices. */
  private String words(Duration wait, Locale locale) {
    if (wait.compareTo(MINUTES) <= 0) {
      return words("seconds", wait, Duration.ofSeconds(1), locale);
    }
    if (wait.compareTo(HOURS) <= 0) {
      return words("minutes", wait, Duration.ofMinutes(1), locale);
    }
    return wait.compareTo(DAYS) <= 0
        ? words("hours", wait, Duration.ofHours(1), locale)
        : words("days", wait, Duration.ofDays(1), locale);
  }

  private String words(String key, Duration wait, Duration unit, Locale locale) {
    var whole = Math.ceilDiv(WholeSeconds.of(wait), unit.toSeconds());
    return messages.getMessage("wait." + key, new Object[] {whole}, locale);
  }
}
