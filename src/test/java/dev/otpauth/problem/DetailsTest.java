package dev.otpauth.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.ResourceBundleMessageSource;

class DetailsTest {

  private static final Locale INDONESIAN = Locale.of("id");

  /** In Jakarta it is 03:00. */
  private static final Instant NIGHT = Instant.parse("2026-11-28T20:00:00Z");

  private final Details details = at(NIGHT);

  private static Details at(Instant now) {
    return new Details(messages(), Clock.fixed(now, ZoneOffset.UTC));
  }

  private static ResourceBundleMessageSource messages() {
    var messages = new ResourceBundleMessageSource();
    messages.setBasename("messages");
    messages.setFallbackToSystemLocale(false);
    messages.setDefaultEncoding("UTF-8");
    return messages;
  }

  private String throttled(String by, Duration wait, Locale locale) {
    return details.of(
        Problem.of(ProblemType.RATE_LIMIT_EXCEEDED).retryAfter(wait).saying(by), locale);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.2S, 1 second, 1 detik",
    "PT60S, 60 seconds, 60 detik",
    "PT90S, 90 seconds, 90 detik",
    "PT91S, 2 minutes, 2 menit",
    "PT542S, 10 minutes, 10 menit",
    "PT1H, 60 minutes, 60 menit",
    "PT91M, 2 hours, 2 jam",
    "PT20H, 20 hours, 20 jam",
    "PT46H, 2 days, 2 hari",
    "P30D, 30 days, 30 hari"
  })
  void waitIsToldInWordsThatNobodyHasToCount(Duration wait, String english, String indonesian) {
    assertThat(throttled("phone", wait, Locale.ENGLISH)).contains(" in " + english + ".");
    assertThat(throttled("phone", wait, INDONESIAN)).contains(" setelah " + indonesian + ".");
  }

  /** By the clock of Jakarta; never too early, so that waiting until then suffices. */
  @ParameterizedTest
  @CsvSource({
    "2026-11-28T12:00:00Z, PT12H, besok pukul 07.00 WIB",
    "2026-11-28T12:00:00.5Z, PT12H, besok pukul 07.01 WIB",
    "2026-11-28T15:30:00Z, PT91M, besok pukul 00.01 WIB",
    "2026-11-28T15:30:00Z, PT89M, setelah 89 menit",
    "2026-11-28T17:00:00Z, PT23H59M, setelah 24 jam",
    "2026-11-28T17:00:00Z, PT24H, besok pukul 00.00 WIB",
    "2026-11-28T17:00:00Z, PT47H59M, besok pukul 23.59 WIB",
    "2026-11-28T17:00:00Z, PT48H, setelah 2 hari"
  })
  void tomorrowIsSaidWhereItIs(Instant now, Duration wait, String indonesian) {
    var problem = Problem.of(ProblemType.RATE_LIMIT_EXCEEDED).retryAfter(wait).saying("global");
    assertThat(at(now).of(problem, INDONESIAN)).contains(" " + indonesian);
    assertThat(at(now).of(problem, Locale.ENGLISH)).contains(" in ").doesNotContain("tomorrow");
  }

  @ParameterizedTest
  @ValueSource(strings = {"phone", "guesses", "provider", "client_ip", "caller", "global"})
  void longWaitSaysWhatElseToDo(String by) {
    for (var locale : new Locale[] {Locale.ENGLISH, INDONESIAN}) {
      var minutes = throttled(by, Duration.ofMinutes(2), locale);
      var hours = throttled(by, Duration.ofHours(5), locale);

      assertThat(hours).isNotEqualTo(minutes.replace("2 m", "5 h"));
      assertThat(minutes + hours).doesNotContain("{", "}");
    }
  }

  @Test
  void everyLimitHasItsOwnSentence() {
    var wait = Duration.ofMinutes(2);
    assertThat(throttled("phone", wait, Locale.ENGLISH))
        .isEqualTo(
            "Another code for this number can be requested in 2 minutes. Until then, one that has"
                + " arrived may still work.");
    assertThat(throttled("guesses", wait, Locale.ENGLISH)).contains("wrong codes");
    assertThat(throttled("client_ip", wait, Locale.ENGLISH)).contains("your network");
    assertThat(throttled("global", wait, Locale.ENGLISH)).contains("Many people");
  }

  @Test
  void withoutAWaitTheUsualSentenceIsTold() {
    var expired = Problem.of(ProblemType.EXPIRED);
    assertThat(details.of(expired, Locale.ENGLISH))
        .isEqualTo("The code is no longer valid. Request a new one.");
    assertThat(details.of(expired.retryAfter(Duration.ofMinutes(3)).saying("later"), INDONESIAN))
        .isEqualTo("Kode sudah tidak berlaku. Minta kode baru setelah 3 menit.");
  }

  /** Where both are asked for by their keys, a missing one would be answered with 500. */
  @Test
  void everyProblemHasASentenceInBothLanguages() {
    for (var type : ProblemType.values()) {
      assertThat(details.of(Problem.of(type), INDONESIAN))
          .isNotBlank()
          .isNotEqualTo(details.of(Problem.of(type), Locale.ENGLISH));
    }
  }
}
