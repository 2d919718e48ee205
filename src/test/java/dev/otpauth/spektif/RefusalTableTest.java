package dev.otpauth.spektif;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.spektif.account.AccountProblemCause;
import dev.otpauth.spektif.account.Diagnosis;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

class RefusalTableTest {

  private static final ResponseClassifier CLASSIFIER =
      new ResponseClassifier(
          new FaultTable(new ConfiguredRemarks(Map.of())),
          Clock.fixed(SpektifSlice.NOW, ZoneOffset.UTC));

  private static Diagnosis of(Operation operation, int status, String body) {
    var answer = new HttpResult.Answer(status, new HttpHeaders(), body.getBytes(UTF_8));
    return Objects.requireNonNull(CLASSIFIER.classify(operation, answer).diagnosis());
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
    "401, client_secret_required, CREDENTIALS_MISSING",
    "403, client_id_missing, CREDENTIALS_MISSING",
    "403, ip_not_whitelisted, ADDRESS_NOT_WHITELISTED",
    "401, whitelist, ADDRESS_NOT_WHITELISTED",
    "200, subscription_required, SUBSCRIPTION",
    "200, not_available, PLAN_WITHOUT_API",
    "200, User_Error, USER_GONE",
    "402, whatever, PLAN",
    "403, plan_expired, PLAN",
    "403, template_not_approved, TEMPLATE",
    "403, sender_not_registered, SENDER",
    "403, whatsapp_account_not_connected, SENDER",
    "403, account_suspended, ACCOUNT",
    "403, restricted, ACCOUNT",
    "301, whatever, REDIRECTED",
    "308, unauthorized, REDIRECTED",
    "404, not_found, NO_ROUTE"
  })
  void wordsAndStatusTellTheCause(int status, String remark, AccountProblemCause cause) {
    for (var operation : Operation.values()) {
      assertThat(of(operation, status, RecordedBodies.error(remark)).cause())
          .as(operation.tag())
          .isEqualTo(cause);
    }
  }

  @Test
  void documentedWhitelistRefusalNamesTheAddress() {
    assertThat(of(Operation.SEND, 401, RecordedBodies.file("not-whitelisted.json")))
        .isEqualTo(
            new Diagnosis(
                AccountProblemCause.ADDRESS_NOT_WHITELISTED,
                "address 203.0.113.9 is not whitelisted: add it in the dashboard"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "::1",
        "127.0.0.1",
        "10.0.0.7",
        "172.16.3.1",
        "192.168.1.4",
        "169.254.3.4",
        "fe80::1",
        "fd00::12",
        "::ffff:10.1.2.3"
      })
  void addressThatCannotBeOursIsTheProvidersProxys(String address) {
    var body = RecordedBodies.file("not-whitelisted.json").replace("203.0.113.9", address);

    assertThat(of(Operation.SEND, 401, body))
        .isEqualTo(Diagnosis.of(AccountProblemCause.ADDRESS_OF_ITS_PROXY, address));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void pageIsOfSomethingInFrontAndNotAboutCredentials(int status) {
    assertThat(of(Operation.SEND, status, RecordedBodies.file("gateway-error.html")).cause())
        .isEqualTo(AccountProblemCause.IN_FRONT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "<html>", "{\"message\": \"Not Found.\"}"})
  void answerThatNamesNoRowIsOfAMissingRoute(String body) {
    assertThat(of(Operation.HISTORY, 404, body).cause()).isEqualTo(AccountProblemCause.NO_ROUTE);
  }

  @Test
  void addressThatIsNotQuotedIsTheServicesOwn() {
    assertThat(problem(403, RecordedBodies.error("ip_not_allowed")))
        .isEqualTo("address of this service is not whitelisted: add it in the dashboard");
  }

  @Test
  void documentedRefusalOfCredentialsIsNotReadOutOfItsMessage() {
    assertThat(problem(401, RecordedBodies.file("unauthorized.json")))
        .isEqualTo(
            "credentials refused (HTTP 401): check spektif.client-id, spektif.client-secret and the"
                + " IP whitelist in the dashboard");
  }

  @Test
  void wordsThatAreNotOfOurTableAreNotRepeated() {
    assertThat(problem(403, RecordedBodies.error("template_of_6281234567890_inactive")))
        .contains("(inactive, template)")
        .doesNotContain("628");
  }

  @Test
  void answerThatIsNotAboutTheAccountHasNoDiagnosis() {
    for (var remark : new String[] {"invalid_code", "expired", "something_new", "not_found"}) {
      var body = RecordedBodies.error(remark).getBytes(UTF_8);
      var answer = new HttpResult.Answer(422, new HttpHeaders(), body);

      assertThat(CLASSIFIER.classify(Operation.VERIFY, answer).diagnosis()).as(remark).isNull();
    }
  }
}
