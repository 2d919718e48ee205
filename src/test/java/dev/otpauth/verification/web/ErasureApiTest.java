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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** Erasure over HTTP deletes everything about a number, of all callers, and nothing else. */
@ServiceTest
class ErasureApiTest {

  private static final String MOBILE = "{'mobile':'081234567890'}";
  private static final String OTHER = "{'mobile':'081234567891'}";

  @Autowired MockMvcTester mvc;
  @Autowired ScriptedProvider provider;
  @Autowired ServiceTest.World world;
  @Autowired MovableClock clock;
  @Autowired JsonMapper json;
  @Autowired JdbcClient database;

  private Callers callers;

  @BeforeEach
  void freshWorld() {
    callers = new Callers(mvc, json);
    world.reset();
  }

  @Test
  void everythingAboutTheNumberGoesOfAllCallers() {
    call("login", "request", MOBILE, null);
    call("signup", "request", MOBILE, null);
    call("login", "request", OTHER, null);
    assertErased("{'mobile':'+62 812-3456-7890'}", 2);
    assertThat(rows("verification")).isEqualTo(1);
    assertThat(rows("provider_reference")).isEqualTo(1);
    assertThat(rows("throttled_phone")).isEqualTo(1);
  }

  @Test
  void theSecondTimeThereIsNothingLeft() {
    call("login", "request", MOBILE, null);
    assertErased(MOBILE, 1);
    assertErased(MOBILE, 0);
  }

  @Test
  void whatIsErasedIsNotFoundByItsCaller() {
    var id = callers.id(call("login", "request", MOBILE, null));
    assertErased(MOBILE, 1);
    assertThat(call("login", "confirm", confirmation(id), null))
        .hasStatus(404)
        .bodyText()
        .contains("request_not_found");
    assertThat(provider.calls(Call.VERIFY)).isZero();
  }

  @Test
  void waitsAndGuessesAreForgottenToo() {
    provider.answers(Call.SEND, new Throttled(Duration.ofSeconds(542)));
    assertThat(call("login", "request", MOBILE, null)).hasStatus(429);
    assertThat(call("login", "request", MOBILE, null)).hasStatus(429);
    assertErased(MOBILE, 1);
    assertThat(call("login", "request", MOBILE, null)).hasStatus(202);
  }

  @Test
  void keptAnswersGoEvenWhereTheirCallBeganNothing() {
    var id = callers.id(call("login", "request", MOBILE, "k1"));
    call(
        "login",
        "confirm",
        "{'request_id':'%s','otp_code':'1234','purpose':'x'}".formatted(id),
        "k2");
    call("login", "confirm", confirmation(id), "k3");
    call("login", "confirm", confirmation(id), "k4");
    call("login", "request", OTHER, "k5");
    assertThat(rows("idempotency_record")).isEqualTo(5);
    assertErased(MOBILE, 1);
    assertThat(rows("idempotency_record")).isEqualTo(1);
    assertThat(call("login", "request", MOBILE, "k1")).hasStatus(202);
    assertThat(provider.messages()).as("all is new to us").hasSize(3);
  }

  @Test
  void aKeyInUseStaysItsCallsUntilThatHasAnswered() {
    provider.meanwhile(
        Call.SEND,
        () -> {
          assertErased(MOBILE, 1);
          assertThat(call("login", "request", MOBILE, "k"))
              .hasStatus(409)
              .bodyText()
              .contains("in_progress");
        });
    var answer = call("login", "request", MOBILE, "k");
    assertThat(answer).hasStatus(404).bodyText().contains("request_not_found");
    assertThat(call("login", "request", MOBILE, "k")).hasStatus(404);
    assertThat(provider.messages()).hasSize(1);
  }

  @Test
  void aKeyWhoseHolderDiedIsFreeAfterIt() {
    provider.meanwhile(
        Call.SEND,
        () -> {
          throw new IllegalStateException("killed");
        });
    assertThat(call("login", "request", MOBILE, "k")).hasStatus(500);
    assertErased(MOBILE, 1);
    assertThat(call("login", "request", MOBILE, "k")).hasStatus(409);
    clock.advance(Duration.ofSeconds(30));
    assertThat(call("login", "request", MOBILE, "k")).hasStatus(202);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+62215556789", "0215556789", "+14155550100"})
  void aNumberThatWouldGetNoCodeCanBeErased(String mobile) {
    assertErased("{'mobile':'%s'}".formatted(mobile), 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | {'mobile':'12'}             | This is not a mobile number.
          id | {'mobile':'12'}             | Ini bukan nomor ponsel.
          en | {'mobile':'not a number'}   | This is not a mobile number.
          en | {}                          | is required
          id | {'mobile':' '}              | wajib diisi
          en | {'mobile':6281234567890}    | has the wrong type
          """)
  void aMalformedNumberIsNamed(String language, String body, String message) {
    assertThat(
            mvc.post()
                .uri("/auth/otp/erase")
                .with(httpBasic("privacy", "privacy-secret"))
                .header("Accept-Language", language)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body.replace('\'', '"'))
                .exchange())
        .hasStatus(400)
        .hasHeader("Cache-Control", "no-store")
        .bodyText()
        .contains("\"code\":\"invalid_request\"", "\"field\":\"mobile\"", message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"login", "support"})
  void othersMayNot(String caller) {
    call("login", "request", MOBILE, null);
    assertThat(call(caller, "erase", MOBILE, null))
        .hasStatus(403)
        .bodyText()
        .contains("\"code\":\"forbidden\"");
    assertThat(rows("verification")).isEqualTo(1);
  }

  private void assertErased(String body, int verifications) {
    assertThat(call("privacy", "erase", body, null))
        .hasStatus(200)
        .hasHeader("Cache-Control", "no-store")
        .bodyJson()
        .isStrictlyEqualTo("{\"erased\":%d}".formatted(verifications));
  }

  private MvcTestResult call(String caller, String call, String body, @Nullable String key) {
    return callers.post(caller, call, key, body.replace('\'', '"'));
  }

  private static String confirmation(String id) {
    return Callers.confirmation(id, RIGHT);
  }

  private int rows(String table) {
    return database.sql("select count(*) from " + table).query(Integer.class).single();
  }
}
