package dev.otpauth.verification.web;

import static dev.otpauth.ScriptedProvider.RIGHT;
import static dev.otpauth.ScriptedProvider.WRONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import dev.otpauth.Callers;
import dev.otpauth.MovableClock;
import dev.otpauth.ScriptedProvider;
import dev.otpauth.ScriptedProvider.Call;
import dev.otpauth.ServiceTest;
import dev.otpauth.provider.Refused;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** A repeated key gives the same response, without a second message or attempt. */
@ServiceTest
class IdempotencyTest {

  private static final String REQUEST = "{\"mobile\":\"081234567890\"}";
  private static final Duration LEASE = Duration.ofSeconds(30);

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
  void aRepeatedRequestSendsOneMessage() {
    var first = call("request", "k", REQUEST);
    clock.advance(Duration.ofMinutes(2));
    var second = call("request", "k", REQUEST);
    assertThat(first).hasStatus(202);
    assertSame(first, second);
    assertThat(provider.messages()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"k\"", " k ", "k"})
  void quotedAndBareAreTheSameKey(String header) {
    var first = call("request", "k", REQUEST);
    assertSame(first, call("request", header, "{ \"mobile\" : \"+62 812-3456-7890\" }"));
  }

  @Test
  void anotherBodyOrCallWithTheSameKeyIsRefused() {
    var id = callers.id(call("request", "k", REQUEST));
    assertThat(call("request", "k", "{\"mobile\":\"081234567891\"}"))
        .hasStatus(422)
        .bodyText()
        .contains("\"code\":\"idempotency_key_reused\"");
    assertThat(call("resend", "k", "{\"request_id\":\"%s\"}".formatted(id))).hasStatus(422);
    assertThat(provider.messages()).hasSize(1);
  }

  @Test
  void anotherCallersKeyIsAnotherKey() {
    call("request", "k", REQUEST);
    assertThat(callers.post("signup", "request", "k", REQUEST)).hasStatus(202);
    assertThat(provider.messages()).hasSize(2);
  }

  @Test
  void aRepeatedConfirmSpendsOneAttempt() {
    var id = callers.id(call("request", null, REQUEST));
    var wrong = call("confirm", "k1", Callers.confirmation(id, WRONG));
    assertThat(wrong).hasStatus(422);
    assertSame(wrong, call("confirm", "k1", Callers.confirmation(id, WRONG)));
    assertThat(call("confirm", "k1", Callers.confirmation(id, RIGHT)))
        .hasStatus(422)
        .bodyText()
        .contains("idempotency_key_reused");
    var right = call("confirm", "k2", Callers.confirmation(id, RIGHT));
    assertThat(right).hasStatus(200);
    assertSame(right, call("confirm", "k2", Callers.confirmation(id, RIGHT)));
    assertThat(provider.messages().getFirst().attempts()).isEqualTo(2);
  }

  @Test
  void aRepeatedResendSendsOneMessage() {
    var id = callers.id(call("request", null, REQUEST));
    var first = call("resend", "k", "{\"request_id\":\"%s\"}".formatted(id));
    assertSame(first, call("resend", "k", "{\"request_id\":\"%s\"}".formatted(id)));
    assertThat(provider.messages()).hasSize(2);
  }

  @Test
  void aKeptProblemIsRepeatedWithItsStatus() {
    provider.answers(Call.SEND, new Refused(Refused.Cause.DESTINATION));
    var first = call("request", "k", REQUEST);
    assertThat(first).hasStatus(422).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    assertSame(first, call("request", "k", REQUEST));
    assertThat(provider.calls(Call.SEND)).isEqualTo(1);
  }

  @Test
  void anAnswerThatDidNothingLeavesTheKeyFree() {
    assertThat(call("request", "k", "{\"mobile\":\"1\"}")).hasStatus(400);
    provider.answers(Call.SEND, new Unreachable(Duration.ofSeconds(1)));
    assertThat(call("request", "k", REQUEST)).hasStatus(503);
    provider.answers(Call.SEND, new Throttled(Duration.ofSeconds(10)));
    assertThat(call("request", "k", REQUEST)).hasStatus(429);
    clock.advance(Duration.ofSeconds(10));
    assertThat(call("request", "k", REQUEST)).hasStatus(202);
    assertThat(provider.messages()).hasSize(1);
  }

  @Test
  void whileTheFirstIsRunningARepeatIsInProgress() {
    provider.meanwhile(
        Call.SEND,
        () ->
            assertThat(call("request", "k", REQUEST))
                .hasStatus(409)
                .hasHeader("Retry-After", "1")
                .bodyText()
                .contains("\"code\":\"in_progress\""));
    assertThat(call("request", "k", REQUEST)).hasStatus(202);
    assertThat(provider.calls(Call.SEND)).isEqualTo(1);
  }

  @Test
  void twentyAtOnceSendOneMessage() throws Exception {
    var statuses = new ArrayList<Integer>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          IntStream.range(0, 20)
              .mapToObj(_ -> executor.submit(() -> call("request", "k", REQUEST)))
              .toList();
      for (var answer : answers) {
        statuses.add(answer.get().getResponse().getStatus());
      }
    }
    assertThat(statuses).contains(202).isSubsetOf(202, 409);
    assertThat(provider.messages()).hasSize(1);
  }

  @Test
  void twentyConfirmsAtOnceSpendOneAttempt() throws Exception {
    var id = callers.id(call("request", null, REQUEST));
    var statuses = new ArrayList<Integer>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          IntStream.range(0, 20)
              .mapToObj(
                  _ -> executor.submit(() -> call("confirm", "k", Callers.confirmation(id, WRONG))))
              .toList();
      for (var answer : answers) {
        statuses.add(answer.get().getResponse().getStatus());
      }
    }
    assertThat(statuses).contains(422).isSubsetOf(422, 409);
    assertThat(provider.messages().getFirst().attempts()).isEqualTo(1);
  }

  @Test
  void afterPendingTheKeyTellsWhatHasBecomeOfIt() {
    provider.losesAnswer(Call.SEND);
    provider.answers(Call.HISTORY, Unknown.LOST);
    var pending = call("request", "k", REQUEST);
    assertThat(pending).hasStatus(202).bodyJson().extractingPath("$.status").isEqualTo("pending");
    var since = call("request", "k", REQUEST);
    assertThat(since).hasStatus(202).bodyJson().extractingPath("$.status").isEqualTo("sent");
    assertThat(callers.id(since)).isEqualTo(callers.id(pending));
    assertSame(since, call("request", "k", REQUEST));
    assertThat(provider.messages()).hasSize(1);
  }

  @Test
  void afterAnUnknownConfirmTheKeyTellsWhatHasBecomeOfIt() {
    for (var code : List.of(WRONG, RIGHT)) {
      var id = callers.id(call("request", null, REQUEST));
      provider.losesAnswer(Call.VERIFY);
      provider.answers(Call.STATUS, Unknown.LOST);
      assertThat(call("confirm", "k" + code, Callers.confirmation(id, code))).hasStatus(504);
      assertThat(call("confirm", "k" + code, Callers.confirmation(id, code)))
          .hasStatus(code.equals(RIGHT) ? 200 : 422);
      assertThat(provider.messages().getLast().attempts()).isEqualTo(1);
    }
  }

  @Test
  void anUnknownConfirmThatWasNotProcessedIsMadeByTheRepeat() {
    var id = callers.id(call("request", null, REQUEST));
    provider.losesCall(Call.VERIFY);
    provider.answers(Call.STATUS, Unknown.LOST);
    assertThat(call("confirm", "k", Callers.confirmation(id, RIGHT))).hasStatus(504);
    assertThat(call("confirm", "k", Callers.confirmation(id, RIGHT))).hasStatus(200);
    assertThat(provider.messages().getFirst().attempts()).isEqualTo(1);
  }

  @Test
  void afterAnUnknownResendTheKeyTellsWhatHasBecomeOfIt() {
    var id = callers.id(call("request", null, REQUEST));
    var body = "{\"request_id\":\"%s\"}".formatted(id);
    provider.losesAnswer(Call.RESEND);
    provider.answers(Call.HISTORY, Unknown.LOST);
    assertThat(call("resend", "k", body)).hasStatus(504);
    var since = call("resend", "k", body);
    assertThat(since).hasStatus(202);
    assertSame(since, call("resend", "k", body));
    assertThat(provider.messages()).hasSize(2);
  }

  @Test
  void aResendThatOthersCameAfterIsNotMadeAgain() {
    var id = callers.id(call("request", null, REQUEST));
    var body = "{\"request_id\":\"%s\"}".formatted(id);
    provider.losesAnswer(Call.RESEND);
    provider.answers(Call.HISTORY, Unknown.LOST);
    assertThat(call("resend", "k", body)).hasStatus(504);
    assertThat(call("confirm", null, Callers.confirmation(id, WRONG))).hasStatus(422);
    clock.advance(Duration.ofMinutes(2));
    assertThat(call("resend", "k", body)).hasStatus(202);
    assertThat(provider.messages()).hasSize(2);
  }

  @Test
  void aConfirmThatOthersCameAfterIsNotMadeAgain() {
    var id = callers.id(call("request", null, REQUEST));
    provider.losesAnswer(Call.VERIFY);
    provider.answers(Call.STATUS, Unknown.LOST);
    assertThat(call("confirm", "k", Callers.confirmation(id, WRONG))).hasStatus(504);
    assertThat(call("confirm", null, Callers.confirmation(id, "111111"))).hasStatus(422);
    clock.advance(LEASE);
    var repeated = call("confirm", "k", Callers.confirmation(id, WRONG));
    assertThat(repeated)
        .hasStatus(422)
        .bodyJson()
        .extractingPath("$.remaining_attempts")
        .isEqualTo(3);
    assertThat(provider.calls(Call.VERIFY)).isEqualTo(2);
  }

  @Test
  void aCallerThatDiedInTheMiddleDoesNotWedgeTheKey() {
    provider.meanwhile(
        Call.SEND,
        () -> {
          throw new IllegalStateException("killed before the call left");
        });
    assertThat(call("request", "k", REQUEST)).hasStatus(500);
    assertThat(call("request", "k", REQUEST)).hasStatus(409);
    clock.advance(LEASE);
    assertThat(call("request", "k", REQUEST))
        .hasStatus(202)
        .bodyJson()
        .extractingPath("$.status")
        .isEqualTo("pending");
    clock.advance(LEASE);
    assertThat(call("request", "k", REQUEST))
        .hasStatus(202)
        .bodyJson()
        .extractingPath("$.failure_reason")
        .isEqualTo("send_failed");
    assertThat(provider.messages()).isEmpty();
  }

  @Test
  void aClaimWhoseHolderDiedBeforeItBeganIsTakenOver() {
    call("request", "k", REQUEST);
    database
        .sql(
            """
            update idempotency_record
            set subject_id = null, operation_id = null,
                status = null, content_type = null, body = null, body_key_id = null
            """)
        .update();
    assertThat(call("request", "k", REQUEST)).hasStatus(409);
    clock.advance(LEASE);
    assertThat(call("request", "k", REQUEST)).hasStatus(202);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "caf\u00e9", "\"", "\"a", "a\"b"})
  void aMalformedKeyIsInvalid(String key) {
    assertThat(call("request", key, REQUEST))
        .hasStatus(400)
        .bodyText()
        .contains("\"field\":\"Idempotency-Key\"");
    assertThat(provider.calls(Call.SEND)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"k", "other"})
  void aKeyThatIsGivenTwiceIsInvalid(String second) {
    assertThat(
            mvc.post()
                .uri("/auth/otp/request")
                .with(httpBasic("login", "login-secret"))
                .header("Idempotency-Key", "k", second)
                .contentType(MediaType.APPLICATION_JSON)
                .content(REQUEST))
        .hasStatus(400)
        .bodyText()
        .contains("\"field\":\"Idempotency-Key\",\"message\":\"must be given once\"");
    assertThat(provider.calls(Call.SEND)).isZero();
  }

  @Test
  void aKeyHasAtMost128Characters() {
    assertThat(call("request", "k".repeat(128), REQUEST)).hasStatus(202);
    assertThat(call("request", "k".repeat(129), REQUEST)).hasStatus(400);
  }

  @Test
  void anExpiredKeyIsFree() {
    var first = callers.id(call("request", "k", REQUEST));
    clock.advance(Duration.ofHours(24));
    assertThat(callers.id(call("request", "k", "{\"mobile\":\"081234567891\"}")))
        .isNotEqualTo(first);
  }

  @Test
  void nothingOfACodeIsKept() {
    var id = callers.id(call("request", "a", REQUEST));
    call("confirm", "b", Callers.confirmation(id, RIGHT));
    var kept =
        database.sql("select call::text from idempotency_record call").query(String.class).list();
    assertThat(kept).hasSize(2).noneMatch(it -> it.contains(RIGHT) || it.contains("81234567890"));
  }

  @Test
  void answersAreKeptEncrypted() {
    call("request", "k", REQUEST);
    var kept =
        database
            .sql(
                """
                select body_key_id = 'k1' and position('request_id'::bytea in body) = 0
                from idempotency_record
                """)
            .query(Boolean.class)
            .single();
    assertThat(kept).isTrue();
  }

  private static void assertSame(MvcTestResult first, MvcTestResult second) {
    assertThat(second.getResponse().getStatus()).isEqualTo(first.getResponse().getStatus());
    assertThat(second.getResponse().getContentType())
        .isEqualTo(first.getResponse().getContentType());
    assertThat(Callers.body(second)).isEqualTo(Callers.body(first));
  }

  private MvcTestResult call(String call, @Nullable String key, String body) {
    return callers.post("login", call, key, body);
  }
}
