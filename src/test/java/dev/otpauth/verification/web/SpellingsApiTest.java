package dev.otpauth.verification.web;

import static dev.otpauth.ScriptedProvider.RIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import dev.otpauth.Callers;
import dev.otpauth.MovableClock;
import dev.otpauth.ScriptedProvider;
import dev.otpauth.ScriptedProvider.Call;
import dev.otpauth.ServiceTest;
import dev.otpauth.provider.Throttled;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.json.AbstractJsonContentAssert;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** Spellings of numbers and codes, tested over HTTP. */
@ServiceTest
class SpellingsApiTest {

  private static final String OLD = "+62811798804";

  @Autowired MockMvcTester mvc;
  @Autowired ScriptedProvider provider;
  @Autowired ServiceTest.World world;
  @Autowired MovableClock clock;
  @Autowired JsonMapper json;

  private Callers callers;

  @BeforeEach
  void freshWorld() {
    callers = new Callers(mvc, json);
    world.reset();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "62811798804",
        "0811798804",
        "811798804",
        "0062811798804",
        "(+62) 811-798-804",
        "tel:+62811798804",
        "\u202a+62\u00a0811\u2011798\u2011804\u202c",
        "\u0660\u0668\u0661\u0661\u0667\u0669\u0668\u0668\u0660\u0664",
        "\ud835\udfce811798804"
      })
  void everySpellingIsOneNumberForLimitsKeysBindingsAndErasure(String written) {
    var id = callers.id(post("request", Map.of("mobile", OLD), "k"));
    assertThat(callers.id(post("request", Map.of("mobile", written), "k"))).isEqualTo(id);
    provider.answers(Call.SEND, new Throttled(Duration.ofSeconds(542)));
    assertThat(post("request", Map.of("mobile", OLD), null)).hasStatus(429);
    assertThat(post("request", Map.of("mobile", written), null)).hasStatus(429);
    assertThat(provider.calls(Call.SEND)).isEqualTo(2);
    var confirmation = Map.of("request_id", id, "otp_code", RIGHT, "mobile", written);
    assertThat(post("confirm", confirmation, null)).hasStatus(200);
    assertThat(erase(written)).hasStatus(200).bodyJson().isLenientlyEqualTo("{\"erased\":2}");
    assertThat(provider.messages()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"628001234568", "+62 (800) 123-4568", "0062 800 1234568", "08001234568"})
  void theSenderIsFoundInEverySpelling(String written) {
    var body = Map.of("mobile", OLD, "from_number", written);
    assertThat(post("request", body, null)).hasStatus(202);
  }

  static Stream<String> noNumbers() {
    return Stream.of(
        "1234567890123456",
        "+6281234567890123",
        "0".repeat(10_000),
        "0812345678\ud800",
        "0812345678\u0000",
        "+62812ABCDEFG",
        "call 081234567890",
        "081234567890 ext 5",
        "081234567890//081234567891",
        "081234567890/1",
        "6281234567890.0",
        "tel:081234567890;phone-context=+62",
        "110",
        "+",
        "\u200e\u202c");
  }

  @ParameterizedTest
  @MethodSource("noNumbers")
  void whatIsNoNumberNamesItsField(String written) {
    assertRefused(post("request", Map.of("mobile", written), null), "mobile");
    assertRefused(
        post("request", Map.of("mobile", OLD, "from_number", written), null), "from_number");
    assertRefused(erase(written), "mobile");
    assertRefused(
        callers.post(
            "support",
            "history",
            null,
            json.writeValueAsString(Map.of("destination_number", written))),
        "destination_number");
    assertThat(provider.calls(Call.SEND) + provider.calls(Call.HISTORY)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "123 456",
        "123-456",
        "*123456*",
        "\u201c123456\u201d.",
        "\u200e123\u2011456\u200f",
        "\uff11\uff12\uff13 \uff14\uff15\uff16",
        "\u0661\u0662\u0663\u0664\u0665\u0666"
      })
  void aCodeIsReadAsItWasPasted(String pasted) {
    assertThat(RIGHT).isEqualTo("123456");
    var id = callers.requested();
    var body = Map.of("request_id", id, "otp_code", pasted);
    var first = post("confirm", body, "k");
    assertThat(first).hasStatus(200);
    // Another spelling of the same code has the same fingerprint.
    var again = post("confirm", Map.of("request_id", id, "otp_code", RIGHT), "k");
    assertThat(Callers.body(again)).isEqualTo(Callers.body(first));
    assertThat(provider.calls(Call.VERIFY)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | 123                 | This is not a code. Enter only the code from the message, without other words.
          en | Your code is 123456 | This is not a code. Enter only the code from the message, without other words.
          id | kode 1234           | Ini bukan kode. Masukkan hanya kode dari pesan, tanpa kata lain.
          id | 12345678901         | Ini bukan kode. Masukkan hanya kode dari pesan, tanpa kata lain.
          """)
  void whatIsNoCodeIsToldToTheSubscriberAndSpendsNoAttempt(
      String language, String typed, String detail) {
    var id = callers.requested();
    var refused = in(language, "confirm", Map.of("request_id", id, "otp_code", typed));
    assertRefused(refused, "otp_code").extractingPath("$.detail").isEqualTo(detail);
    assertThat(provider.calls(Call.VERIFY)).isZero();
    clock.advance(Duration.ofSeconds(1));
    assertThat(mvc.get().uri("/auth/otp/" + id).with(httpBasic("login", "login-secret")))
        .bodyJson()
        .extractingPath("$.remaining_attempts")
        .isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | 021 345 6789 | This is not a mobile number. Write it like 0812 3456 7890 or +62 812 3456 7890.
          id | 0812-KATA    | Ini bukan nomor ponsel. Tulis seperti 0812 3456 7890 atau +62 812 3456 7890.
          """)
  void whatIsNoMobileIsToldToTheSubscriber(String language, String typed, String detail) {
    assertRefused(in(language, "request", Map.of("mobile", typed)), "mobile")
        .extractingPath("$.detail")
        .isEqualTo(detail);
  }

  @Test
  void whatTheCallerForgotIsNotToldToTheSubscriber() {
    assertRefused(post("request", Map.of(), null), "mobile")
        .extractingPath("$.detail")
        .asString()
        .contains("\"errors\"");
  }

  private MvcTestResult erase(String mobile) {
    return callers.post(
        "privacy", "erase", null, json.writeValueAsString(Map.of("mobile", mobile)));
  }

  private MvcTestResult post(String call, Map<String, String> body, @Nullable String key) {
    return callers.post("login", call, key, json.writeValueAsString(new HashMap<>(body)));
  }

  private MvcTestResult in(String language, String call, Map<String, String> body) {
    return mvc.post()
        .uri("/auth/otp/" + call)
        .with(httpBasic("login", "login-secret"))
        .header("Accept-Language", language)
        .contentType(MediaType.APPLICATION_JSON)
        .content(json.writeValueAsString(body))
        .exchange();
  }

  private static AbstractJsonContentAssert<?> assertRefused(MvcTestResult answer, String field) {
    assertThat(answer).hasStatus(400);
    var body = assertThat(answer).bodyJson();
    body.extractingPath("$.errors[0].field").isEqualTo(field);
    return body;
  }
}
