package dev.otpauth.crm;

import static dev.otpauth.crm.CrmCaller.CONTACT;
import static dev.otpauth.crm.CrmCaller.MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.Callers;
import dev.otpauth.ScriptedCrmProvider;
import dev.otpauth.ServiceTest;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.provider.CrmResult;
import dev.otpauth.provider.Refused;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Tests the responses for the provider's refusals and failures, and the audit entries. */
@ServiceTest
class CrmAnswersTest {

  @Autowired MockMvcTester mvc;
  @Autowired ScriptedCrmProvider provider;
  @Autowired ServiceTest.World world;
  @Autowired JdbcClient database;
  @Autowired PhoneVault vault;

  private CrmCaller caller;

  @BeforeEach
  void freshWorld() {
    world.reset();
    caller = new CrmCaller(mvc);
  }

  record Answer(CrmResult result, int status, String code, String detail) {

    @Override
    public String toString() {
      return result.toString();
    }
  }

  static Stream<Answer> answers() {
    return Stream.of(
        new Answer(
            new CrmResult.Invalid(List.of("The mobile has already been taken.")),
            400,
            "invalid_request",
            "{\"field\":\"body\",\"message\":\"The mobile has already been taken.\"}"),
        new Answer(
            new CrmResult.Conflict(List.of("It has messages.", "It is blocked.")),
            409,
            "conflict",
            "\"errors\":[{\"field\":\"body\",\"message\":\"It has messages.\"},"
                + "{\"field\":\"body\",\"message\":\"It is blocked.\"}]"),
        new Answer(new CrmResult.Conflict(List.of()), 409, "conflict", "Spektif"),
        new Answer(new CrmResult.NotFound(), 404, "not_found", "no such contact"),
        new Answer(new Refused(Refused.Cause.ACCOUNT), 503, "provider_unavailable", "Try again"),
        new Answer(
            new Refused(Refused.Cause.DESTINATION), 422, "destination_rejected", "this number"),
        new Answer(new Refused(Refused.Cause.OTHER), 502, "provider_error", "could not be used"),
        new Answer(
            new Refused(Refused.Cause.REFERENCE), 502, "provider_error", "could not be used"),
        new Answer(
            new Throttled(Duration.ofMillis(29_500)),
            429,
            "rate_limit_exceeded",
            "\"retry_after\":30,\"limited_by\":\"provider\""),
        new Answer(
            new Unreachable(Duration.ofSeconds(7)),
            503,
            "provider_unavailable",
            "\"retry_after\":7"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void aRefusalIsToldByItsCode(Answer answer) {
    for (var call : List.of("POST /spektif/messages", "POST /spektif/contacts/search")) {
      provider.answers(answer.result());
      assertThat(caller.call(call, call.endsWith("search") ? "{}" : MESSAGE))
          .as(call)
          .hasStatus(answer.status())
          .hasHeader("Cache-Control", "no-store")
          .bodyText()
          .contains("\"code\":\"%s\"".formatted(answer.code()), answer.detail());
    }
    assertThat(provider.calls()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /spektif/contacts",
        "PATCH /spektif/contacts/7",
        "DELETE /spektif/contacts/7",
        "PUT /spektif/conversations/7/status",
        "POST /spektif/messages",
        "POST /spektif/messages/template"
      })
  void whatWasLostOfAChangeIsUnknownAndNotRepeated(String call) {
    provider.answers(Unknown.LOST);
    assertThat(caller.call(call, body(call)))
        .hasStatus(504)
        .doesNotContainHeader("Retry-After")
        .bodyText()
        .contains("\"code\":\"outcome_unknown\"", "Check in Spektif before you repeat it");
    assertThat(provider.calls()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /spektif/contacts/search",
        "POST /spektif/conversations/search",
        "GET /spektif/conversations/7",
        "POST /spektif/templates/search"
      })
  void nonsenseInsteadOfWhatWasAskedIsTheProvidersError(String call) {
    provider.answers(Unknown.ANSWERED);
    assertThat(caller.call(call, "{}"))
        .hasStatus(502)
        .bodyText()
        .contains("\"code\":\"provider_error\"");
  }

  @Test
  void theDetailIsInTheCallersLanguage() {
    provider.answers(Unknown.LOST);
    assertThat(Callers.body(caller.callInIndonesian("POST /spektif/messages", MESSAGE)))
        .contains("Periksa di Spektif sebelum mengulanginya");
  }

  @Test
  void everyCallThatReachedTheProviderIsRememberedWithoutItsContent() {
    var calls =
        List.of(
            "POST /spektif/contacts/search",
            "POST /spektif/contacts",
            "PATCH /spektif/contacts/7",
            "DELETE /spektif/contacts/7",
            "POST /spektif/conversations/search",
            "GET /spektif/conversations/7",
            "PUT /spektif/conversations/7/status",
            "POST /spektif/messages",
            "POST /spektif/messages/template",
            "POST /spektif/templates/search");
    calls.forEach(call -> caller.call(call, body(call)));
    provider.answers(new CrmResult.Conflict(List.of("It is blocked.")));
    caller.call("DELETE /spektif/contacts/7", "");
    caller.call("POST /spektif/messages", "{}");
    var phone =
        " " + HexFormat.of().formatHex(vault.digest(new PhoneNumber("+6281234567890")).bytes());
    assertThat(audited())
        .containsExactlyInAnyOrder(
            "contact_search done",
            "contact_create done" + phone,
            "contact_update done",
            "contact_delete done",
            "conversation_search done",
            "conversation_read done",
            "conversation_status done",
            "message done" + phone,
            "template_message done" + phone,
            "template_search done",
            "contact_delete conflict");
  }

  private static String body(String call) {
    return switch (call.substring(0, call.indexOf(' ')) + " " + call.replaceAll(".*/", "")) {
      case "POST contacts" -> CONTACT;
      case "POST messages" -> MESSAGE;
      case "POST template" -> CrmCaller.TEMPLATE;
      case "PATCH 7" -> "{\"city\":\"Bandung\"}";
      case "PUT status" -> "{\"status\":\"done\"}";
      default -> "{}";
    };
  }

  private List<@Nullable String> audited() {
    return database
        .sql(
            """
            select concat_ws(' ', call, outcome, encode(phone_digest, 'hex')) from audit_entry
            where caller_id = 'crm' and request_id is null and trace_id is not null
            """)
        .query(String.class)
        .list();
  }
}
