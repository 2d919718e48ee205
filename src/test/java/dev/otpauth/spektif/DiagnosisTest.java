package dev.otpauth.spektif;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpHeaders;

class DiagnosisTest {

  private static final Clock CLOCK = Clock.fixed(SpektifSlice.NOW, ZoneOffset.UTC);

  private static Diagnosis of(Operation operation, int status, String body) {
    var answer = new Reply.Answer(status, new HttpHeaders(), body.getBytes(UTF_8));
    return Objects.requireNonNull(Verdict.of(operation, answer, CLOCK).diagnosis());
  }

  private static String problem(int status, String body) {
    return of(Operation.SEND, status, body).problem();
  }

  @ParameterizedTest
  @CsvSource({
    "401, Unauthorized, CREDENTIALS",
    "403, Forbidden, CREDENTIALS",
    "401, whatever, CREDENTIALS",
    "200, unauthorized, CREDENTIALS",
    "400, invalid_client_secret, CREDENTIALS",
    "422, wrong_credentials, CREDENTIALS",
    "401, client_secret_required, CREDENTIALS_MISSING",
    "400, client_id_missing, CREDENTIALS_MISSING",
    "403, ip_not_whitelisted, ADDRESS_NOT_WHITELISTED",
    "422, whitelist, ADDRESS_NOT_WHITELISTED",
    "402, whatever, PLAN",
    "403, plan_expired, PLAN",
    "200, insufficient_balance, PLAN",
    "422, quota_exceeded, PLAN",
    "422, template_not_approved, TEMPLATE",
    "422, whatsapp_template_missing, TEMPLATE",
    "422, from_number_not_found, SENDER",
    "400, sender_not_registered, SENDER",
    "422, whatsapp_account_not_connected, SENDER",
    "403, account_suspended, ACCOUNT",
    "422, permission_denied, ACCOUNT",
    "301, whatever, REDIRECTED",
    "308, unauthorized, REDIRECTED"
  })
  void wordsAndStatusTellTheCause(int status, String remark, Cause cause) {
    for (var operation : Operation.values()) {
      assertThat(of(operation, status, Bodies.error(remark)).cause())
          .as(operation.tag())
          .isEqualTo(cause);
    }
  }

  @Test
  void documentedWhitelistRefusalNamesTheAddress() {
    assertThat(of(Operation.SEND, 401, Bodies.file("not-whitelisted.json")))
        .isEqualTo(
            new Diagnosis(
                Cause.ADDRESS_NOT_WHITELISTED,
                "address 203.0.113.9 is not whitelisted: add it in the dashboard"));
  }

  @Test
  void addressThatIsNotQuotedIsTheServicesOwn() {
    assertThat(problem(403, Bodies.error("ip_not_allowed")))
        .isEqualTo("address of this service is not whitelisted: add it in the dashboard");
  }

  @Test
  void documentedRefusalOfCredentialsIsNotReadOutOfItsMessage() {
    assertThat(problem(401, Bodies.file("unauthorized.json")))
        .isEqualTo(
            "credentials refused (HTTP 401): check spektif.client-id, spektif.client-secret and the"
                + " IP whitelist in the dashboard");
  }

  @Test
  void wordsThatAreNotOfOurTableAreNotRepeated() {
    assertThat(problem(422, Bodies.error("template_of_6281234567890_inactive")))
        .contains("(inactive, template)")
        .doesNotContain("628");
  }

  @Test
  void answerThatIsNotAboutTheAccountHasNoDiagnosis() {
    for (var remark : new String[] {"invalid_code", "expired", "something_new", "not_found"}) {
      var body = Bodies.error(remark).getBytes(UTF_8);
      var answer = new Reply.Answer(422, new HttpHeaders(), body);

      assertThat(Verdict.of(Operation.VERIFY, answer, CLOCK).diagnosis()).as(remark).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource(Cause.class)
  void everyCauseSaysWhatIsWrongAndWhatToDo(Cause cause) {
    assertThat(cause.sentence("evidence")).contains("evidence").contains(": ");
    assertThat(cause.tag()).matches("[a-z_]+");
  }
}
