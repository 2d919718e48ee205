package dev.otpauth.crm;

import static dev.otpauth.crm.CrmCaller.CONTACT;
import static dev.otpauth.crm.CrmCaller.MESSAGE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.MovableClock;
import dev.otpauth.ScriptedCrmProvider;
import dev.otpauth.ServiceTest;
import dev.otpauth.provider.CrmResult;
import dev.otpauth.provider.Refused;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.json.JsonMapper;

/** With an Idempotency-Key, commands are executed once. */
@ServiceTest
class CrmIdempotencyTest {

  private static final String SEND = "POST /spektif/messages";
  private static final byte[] PDF = "%PDF-1.7 and so on".getBytes(UTF_8);

  @Autowired MockMvcTester mvc;
  @Autowired ScriptedCrmProvider provider;
  @Autowired ServiceTest.World world;
  @Autowired MovableClock clock;
  @Autowired JsonMapper json;

  private CrmCaller plain;
  private CrmCaller keyed;

  @BeforeEach
  void freshWorld() {
    world.reset();
    plain = new CrmCaller(mvc);
    keyed = plain.under("k");
  }

  @Test
  void aRepeatGetsTheSameAnswerAndSendsNothing() {
    provider.answers(new CrmResult.Done(json.readTree("{\"conversation_id\":9}")));
    for (var i = 0; i < 3; i++) {
      assertThat(keyed.call(SEND, MESSAGE))
          .hasStatus(200)
          .bodyJson()
          .isEqualTo("{\"conversation_id\":9}");
    }
    assertThat(provider.calls()).hasSize(1);
  }

  @Test
  void anAnswerWithoutABodyIsRepeatedWithoutOne() {
    for (var i = 0; i < 2; i++) {
      assertThat(keyed.call("DELETE /spektif/contacts/7", "")).hasStatus(204).bodyText().isEmpty();
    }
    assertThat(provider.calls()).hasSize(1);
  }

  @Test
  void withoutAKeyEachIsMade() {
    plain.call(SEND, MESSAGE);
    plain.call(SEND, MESSAGE);
    assertThat(provider.calls()).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource
  void anotherCallUnderTheKeyIsRefused(String call, String body) {
    keyed.call(SEND, MESSAGE);
    assertThat(keyed.call(call, body)).hasStatus(422).bodyText().contains("idempotency_key_reused");
    assertThat(provider.calls()).hasSize(1);
  }

  static Stream<Arguments> anotherCallUnderTheKeyIsRefused() {
    return Stream.of(
        Arguments.of(SEND, MESSAGE.replace("Halo", "Hai")),
        Arguments.of(SEND, MESSAGE.replace("7890", "7891")),
        Arguments.of(SEND, "{\"mobile\":\"0812-3456-7890\",\"cta_url_id\":1}"),
        Arguments.of("POST /spektif/contacts", CONTACT),
        Arguments.of("PATCH /spektif/contacts/7", CONTACT),
        Arguments.of("DELETE /spektif/contacts/7", ""),
        Arguments.of("PUT /spektif/conversations/7/status", "{\"status\":\"done\"}"),
        Arguments.of(
            "POST /spektif/messages/template",
            "{\"mobile\":\"0812-3456-7890\",\"template_id\":\"1\"}"));
  }

  /** An unknown outcome stays unknown, and the call is not repeated. */
  @Test
  void anUnknownOutcomeStaysUnknownUnderItsKey() {
    provider.answers(Unknown.LOST);
    for (var i = 0; i < 3; i++) {
      assertThat(keyed.call(SEND, MESSAGE)).hasStatus(504).bodyText().contains("outcome_unknown");
      clock.advance(Duration.ofHours(7));
    }
    assertThat(provider.calls()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource
  void whatDidNothingLeavesTheKeyFree(CrmResult refusal, int status) {
    provider.answers(refusal);
    assertThat(keyed.call(SEND, MESSAGE)).hasStatus(status);
    assertThat(keyed.call(SEND, MESSAGE)).hasStatus(200);
    assertThat(provider.calls()).hasSize(2);
  }

  static Stream<Arguments> whatDidNothingLeavesTheKeyFree() {
    return Stream.of(
        Arguments.of(new CrmResult.Invalid(List.of("The mobile field is required.")), 400),
        Arguments.of(new Throttled(Duration.ofSeconds(9)), 429),
        Arguments.of(new Refused(Refused.Cause.ACCOUNT), 503),
        Arguments.of(new Unreachable(Duration.ofSeconds(7)), 503));
  }

  @ParameterizedTest
  @MethodSource
  void whatWaitingDoesNotMendIsKept(CrmResult refusal, int status) {
    provider.answers(refusal);
    assertThat(keyed.call(SEND, MESSAGE)).hasStatus(status);
    assertThat(keyed.call(SEND, MESSAGE)).hasStatus(status);
    assertThat(provider.calls()).hasSize(1);
  }

  static Stream<Arguments> whatWaitingDoesNotMendIsKept() {
    return Stream.of(
        Arguments.of(new CrmResult.Conflict(List.of("The contact is blocked.")), 409),
        Arguments.of(new CrmResult.NotFound(), 404),
        Arguments.of(new Refused(Refused.Cause.DESTINATION), 422));
  }

  @Test
  void whileItIsBeingMadeARepeatIsToldToWait() {
    provider.answersAfter(
        () ->
            assertThat(keyed.call(SEND, MESSAGE))
                .hasStatus(409)
                .hasHeader("Retry-After", "1")
                .bodyText()
                .contains("in_progress"),
        new CrmResult.NotFound());
    assertThat(keyed.call(SEND, MESSAGE)).hasStatus(404);
    assertThat(provider.calls()).hasSize(1);
  }

  @Test
  void whatWasInterruptedIsUnknownAndNotMadeAgain() {
    provider.fails();
    assertThat(keyed.call(SEND, MESSAGE)).hasStatus(500);
    assertThat(keyed.call(SEND, MESSAGE)).hasStatus(409);
    clock.advance(Duration.ofMinutes(1));
    assertThat(keyed.call(SEND, MESSAGE)).hasStatus(504).bodyText().contains("outcome_unknown");
    assertThat(keyed.call(SEND, MESSAGE)).hasStatus(504);
    assertThat(provider.calls()).hasSize(1);
  }

  @Test
  void aFileIsSentOnce() {
    var form = Form.toSomeone().file("document", "contract.pdf", PDF).closed();
    assertThat(keyed.form(SEND, form)).hasStatus(200);
    assertThat(keyed.form(SEND, form)).hasStatus(200);
    var another = Form.toSomeone().file("document", "invoice.pdf", PDF).closed();
    assertThat(keyed.form(SEND, another)).hasStatus(422);
    assertThat(provider.files()).hasSize(1);
  }

  @Test
  void aFileThatWasStoppedLeavesTheKeyFree() {
    var cut = Form.toSomeone().file("document", "contract.pdf", PDF).begun();
    assertThat(keyed.form(SEND, cut)).hasStatus(400);
    var form = Form.toSomeone().file("document", "contract.pdf", PDF).closed();
    assertThat(keyed.form(SEND, form)).hasStatus(200);
  }
}
