package dev.otpauth.spektif;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.provider.Throttled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("wire")
class RetryAfterTest extends SpektifTest {

  @AfterEach
  void throttledSendIsNeverRepeated() {
    assertThat(spektif.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "542, 542",
    "\"542\", 542",
    "541.2, 542",
    "\"541.0001\", 542",
    "0, 1",
    "-30, 1",
    "0.2, 1",
    "1e9, 86400",
    "\"1e9999\", 86400",
    "-1e9999, 1",
    "123456789012345678901234567890, 86400",
    "null, 60",
    "\"a while\", 60",
    "\"NaN\", 60",
    "\"0x10\", 60",
    "true, 60",
    "[5], 60",
    "{}, 60"
  })
  void bodySaysHowLong(String written, long seconds) {
    spektif.answers("send", 429, RecordedBodies.file("send-429.json").replace("542", written));

    assertThat(provider.send(DESTINATION, SENDER)).isEqualTo(new Throttled(ofSeconds(seconds)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "120 | 120",
        "120, 120 | 120",
        "60,120 | 120",
        "0 | 1",
        "7.5 | 8",
        "Mon, 02 Mar 2026 03:31:30 GMT | 90",
        "Monday, 02-Mar-26 03:31:30 GMT | 90",
        "Mon Mar  2 03:31:30 2026 | 90",
        "Mon, 02 Mar 2026 03:29:00 GMT | 1",
        "Mon, 02 Mar 2099 03:29:00 GMT | 86400",
        "tomorrow | 60"
      })
  void headerSaysHowLongWhereTheBodyDoesNot(String header, long seconds) {
    spektif.answers(
        "send",
        aResponse()
            .withStatus(429)
            .withHeader("Retry-After", header)
            .withBody(RecordedBodies.file("gateway-error.html")));

    assertThat(provider.send(DESTINATION, SENDER)).isEqualTo(new Throttled(ofSeconds(seconds)));
  }

  @Test
  void longestOfTwoHeadersCounts() {
    spektif.answers(
        "send", aResponse().withStatus(429).withHeader("Retry-After", "121", "7").withBody("{}"));

    assertThat(provider.send(DESTINATION, SENDER)).isEqualTo(new Throttled(ofSeconds(121)));
  }

  @Test
  void bodyGoesBeforeHeader() {
    spektif.answers(
        "send",
        aResponse()
            .withStatus(429)
            .withHeader("Retry-After", "3")
            .withBody(RecordedBodies.file("send-429.json")));

    assertThat(provider.send(DESTINATION, SENDER)).isEqualTo(new Throttled(ofSeconds(542)));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 403, 422})
  void remarkThrottlesUnderAnyStatus(int status) {
    spektif.answers("send", status, RecordedBodies.file("send-429.json"));

    assertThat(provider.send(DESTINATION, SENDER)).isEqualTo(new Throttled(ofSeconds(542)));
  }

  @Test
  void throttleWithEndlessBodyIsStillOne() {
    spektif.answers("send", 429, "x".repeat(200_000));

    assertThat(provider.send(DESTINATION, SENDER)).isEqualTo(new Throttled(ofSeconds(60)));
  }
}
