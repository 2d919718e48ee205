package dev.otpauth.verification.web;

import static dev.otpauth.ScriptedProvider.RIGHT;
import static dev.otpauth.ScriptedProvider.WRONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import dev.otpauth.MovableClock;
import dev.otpauth.ScriptedProvider;
import dev.otpauth.ScriptedProvider.Call;
import dev.otpauth.ServiceTest;
import dev.otpauth.provider.OtpStatus;
import dev.otpauth.provider.Refused;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import dev.otpauth.provider.VerifyResult;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.UUID;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** The callers' API over HTTP: every response of the contract. */
@Tag("wire")
@ServiceTest
class OtpApiTest {

  private static final String MOBILE = "0812 3456 7890";

  @Autowired MockMvcTester mvc;
  @Autowired ScriptedProvider provider;
  @Autowired ServiceTest.World world;
  @Autowired MovableClock clock;
  @Autowired JsonMapper json;

  @BeforeEach
  void freshWorld() {
    world.reset();
  }

  @Test
  void requestAnswersWhatTheAppNeedsToShow() {
    assertThat(request(MOBILE))
        .hasStatus(202)
        .hasContentType(MediaType.APPLICATION_JSON)
        .hasHeader("Cache-Control", "no-store")
        .bodyJson()
        .hasPathSatisfying("$.request_id", it -> it.assertThat().asString().hasSize(36))
        .extractingPath("$")
        .asMap()
        .containsEntry("status", "sent")
        .containsEntry("mobile", "+62********890")
        .containsEntry("purpose", "login")
        .containsEntry("expires_in", 300)
        .containsEntry("expires_at", "2026-03-02T03:30:00Z")
        .containsEntry("remaining_attempts", 5)
        .containsKey("resend_in")
        .doesNotContainKey("failure_reason");
    assertThat(provider.messages()).hasSize(1);
  }

  @Test
  void requestIdIsATimeOrderedUuid() {
    var first = UUID.fromString(id(request(MOBILE)));
    assertThat(first.version()).isEqualTo(7);
  }

  @Test
  void confirmWithTheRightCodeVerifies() {
    var id = id(request(MOBILE));
    assertThat(confirm(id, " " + RIGHT + " "))
        .hasStatus(200)
        .bodyJson()
        .extractingPath("$")
        .asMap()
        .containsEntry("request_id", id)
        .containsEntry("status", "verified")
        .containsEntry("purpose", "login")
        .containsEntry("mobile", "+62********890")
        .containsEntry("verified_at", "2026-03-02T03:25:00Z");
    assertThat(provider.calls(Call.VERIFY)).isEqualTo(1);
  }

  @Test
  void secondConfirmAfterVerifiedIsAlreadyVerified() {
    var id = id(request(MOBILE));
    confirm(id, RIGHT);
    assertProblem(confirm(id, RIGHT), 409, "already_verified").contains(id);
    assertThat(provider.calls(Call.VERIFY)).isEqualTo(1);
  }

  @Test
  void wrongCodeTellsWhatRemains() {
    var id = id(request(MOBILE));
    assertProblem(confirm(id, WRONG), 422, "invalid_code").contains("\"remaining_attempts\":4");
    assertProblem(confirm(id, WRONG), 422, "invalid_code").contains("\"remaining_attempts\":3");
  }

  @Test
  void remainingAttemptsAreTheSmallerOfTheProvidersAndOurs() {
    var id = id(request(MOBILE));
    provider.answers(Call.VERIFY, new VerifyResult.Mismatched(OptionalInt.of(1)));
    assertProblem(confirm(id, WRONG), 422, "invalid_code").contains("\"remaining_attempts\":1");
    provider.answers(Call.VERIFY, new VerifyResult.Mismatched(OptionalInt.of(40)));
    assertProblem(confirm(id, WRONG), 422, "invalid_code").contains("\"remaining_attempts\":3");
  }

  @Test
  void remainingAttemptsOfZeroMeanExhausted() {
    var id = id(request(MOBILE));
    provider.answers(Call.VERIFY, new VerifyResult.Mismatched(OptionalInt.of(0)));
    assertProblem(confirm(id, WRONG), 410, "attempts_exhausted");
    assertProblem(confirm(id, RIGHT), 410, "attempts_exhausted");
    assertThat(provider.calls(Call.VERIFY)).isEqualTo(1);
    assertThat(status(id))
        .bodyJson()
        .extractingPath("$.failure_reason")
        .isEqualTo("attempts_exhausted");
  }

  @Test
  void attemptsAreCountedOverAllResends() {
    var id = id(request(MOBILE));
    confirm(id, WRONG);
    confirm(id, WRONG);
    assertThat(resend(id))
        .hasStatus(202)
        .bodyJson()
        .extractingPath("$.remaining_attempts")
        .isEqualTo(3);
    confirm(id, WRONG);
    confirm(id, WRONG);
    assertProblem(confirm(id, WRONG), 410, "attempts_exhausted");
    assertProblem(confirm(id, RIGHT), 410, "attempts_exhausted");
    assertProblem(resend(id), 410, "attempts_exhausted");
    assertThat(provider.calls(Call.VERIFY)).isEqualTo(5);
    assertThat(provider.calls(Call.RESEND)).isEqualTo(1);
  }

  @Test
  void expiredIsTheProvidersWord() {
    var id = id(request(MOBILE));
    provider.messages().getFirst().becomes(OtpStatus.EXPIRED);
    assertProblem(confirm(id, RIGHT), 410, "expired");
    assertProblem(confirm(id, RIGHT), 410, "expired");
    assertProblem(resend(id), 410, "expired");
    assertThat(provider.calls(Call.VERIFY)).isEqualTo(1);
  }

  @Test
  void ourClockDoesNotTurnASuccessIntoAFailure() {
    var id = id(request(MOBILE));
    clock.advance(Duration.ofMinutes(6));
    assertThat(confirm(id, RIGHT)).hasStatus(200);
  }

  @Test
  void resendKeepsTheRequestAndInvalidatesTheCodeBefore() {
    var id = id(request(MOBILE));
    assertThat(resend(id)).hasStatus(202).bodyJson().extractingPath("$.request_id").isEqualTo(id);
    assertThat(provider.messages()).hasSize(2);
    assertThat(confirm(id, RIGHT)).hasStatus(200);
    assertThat(provider.messages().getFirst().attempts()).isZero();
    assertThat(provider.messages().getLast().attempts()).isEqualTo(1);
  }

  @Test
  void resendOfAReferenceTheProviderForgotIsExpired() {
    var id = id(request(MOBILE));
    provider.forgetsEverything();
    assertProblem(resend(id), 410, "expired");
  }

  @ParameterizedTest
  @ValueSource(strings = {"confirm", "resend"})
  void bothAreInProgressWhileOneIsAtTheProvider(String other) {
    var id = id(request(MOBILE));
    provider.meanwhile(
        Call.VERIFY,
        () ->
            assertProblem(
                    other.equals("confirm") ? confirm(id, RIGHT) : resend(id), 409, "in_progress")
                .contains("\"retry_after\":1"));
    assertThat(confirm(id, RIGHT)).hasStatus(200);
    assertThat(provider.calls(Call.VERIFY)).isEqualTo(1);
    assertThat(provider.calls(Call.RESEND)).isZero();
  }

  @Test
  void otherPurposeOrNumberIsABindingMismatchAndSpendsNoAttempt() {
    var id = id(request(MOBILE));
    assertProblem(
        post(
            "confirm",
            "{'request_id':'%s','otp_code':'%s','purpose':'payment'}".formatted(id, RIGHT)),
        409,
        "binding_mismatch");
    assertProblem(
        post(
            "confirm",
            "{'request_id':'%s','otp_code':'%s','mobile':'081234567891'}".formatted(id, RIGHT)),
        409,
        "binding_mismatch");
    assertThat(provider.calls(Call.VERIFY)).isZero();
    assertThat(
            post(
                "confirm",
                "{'request_id':'%s','otp_code':'%s','purpose':'login','mobile':'+62 812-3456-7890'}"
                    .formatted(id, RIGHT)))
        .hasStatus(200);
  }

  @Test
  void anotherCallersRequestIsNotFound() {
    var id = id(request(MOBILE));
    var body = "{'request_id':'%s','otp_code':'%s'}".formatted(id, RIGHT);
    var theirs = post("signup", "confirm", body);
    var nobodys = post("signup", "confirm", body.replace(id, UUID.randomUUID().toString()));
    assertProblem(theirs, 404, "request_not_found");
    assertThat(withoutTrace(theirs)).isEqualTo(withoutTrace(nobodys));
    assertProblem(
        post("signup", "resend", "{'request_id':'%s'}".formatted(id)), 404, "request_not_found");
    assertProblem(get("signup", id), 404, "request_not_found");
    assertThat(provider.calls(Call.VERIFY)).isZero();
  }

  @Test
  void readersSeeAnyonesStatus() {
    var id = id(request(MOBILE));
    assertThat(get("support", id)).hasStatus(200);
  }

  @Test
  void statusFollowsTheProviderAtMostEveryFiveSeconds() {
    var id = id(request(MOBILE));
    provider.messages().getFirst().becomes(OtpStatus.DELIVERED);
    assertThat(status(id)).bodyJson().extractingPath("$.status").isEqualTo("delivered");
    assertThat(status(id)).hasStatus(200);
    assertThat(provider.calls(Call.STATUS)).isEqualTo(1);
    clock.advance(Duration.ofSeconds(5));
    provider.messages().getFirst().becomes(OtpStatus.EXPIRED);
    assertThat(status(id)).bodyJson().extractingPath("$.status").isEqualTo("expired");
    clock.advance(Duration.ofSeconds(5));
    assertThat(status(id)).bodyJson().extractingPath("$.status").isEqualTo("expired");
    assertThat(provider.calls(Call.STATUS)).isEqualTo(2);
  }

  @Test
  void statusOfAnUndeliverableCodeSaysWhy() {
    var id = id(request(MOBILE));
    provider.messages().getFirst().becomes(OtpStatus.FAILED);
    assertThat(status(id))
        .bodyJson()
        .extractingPath("$")
        .asMap()
        .containsEntry("status", "failed")
        .containsEntry("failure_reason", "send_failed");
    assertProblem(confirm(id, RIGHT), 410, "not_delivered").contains("could not be sent");
    assertProblem(resend(id), 410, "not_delivered");
  }

  @Test
  void statusIsOursWhereTheProviderCannotBeAsked() {
    var id = id(request(MOBILE));
    provider.answers(Call.STATUS, new Unreachable(Duration.ofSeconds(3)));
    assertThat(status(id)).hasStatus(200).bodyJson().extractingPath("$.status").isEqualTo("sent");
  }

  @ParameterizedTest
  @EnumSource(
      value = Call.class,
      names = {"SEND", "RESEND", "VERIFY"})
  void theProvidersThrottleIsMirrored(Call call) {
    var throttled = new Throttled(Duration.ofMillis(541_200));
    var answer = answered(call, throttled);
    assertThat(answer).hasHeader("Retry-After", "542");
    assertProblem(answer, 429, "rate_limit_exceeded")
        .contains("\"retry_after\":542", "\"limited_by\":\"provider\"");
  }

  @ParameterizedTest
  @EnumSource(
      value = Call.class,
      names = {"SEND", "RESEND", "VERIFY"})
  void aProviderThatCannotBeReachedIsUnavailable(Call call) {
    var answer = answered(call, new Unreachable(Duration.ofSeconds(7)));
    assertThat(answer).hasHeader("Retry-After", "7");
    assertProblem(answer, 503, "provider_unavailable").contains("\"retry_after\":7");
  }

  @ParameterizedTest
  @EnumSource(
      value = Call.class,
      names = {"SEND", "RESEND", "VERIFY"})
  void aProviderThatRefusesUsIsUnavailableWithoutTheCause(Call call) {
    var answer = answered(call, new Refused(Refused.Cause.ACCOUNT));
    assertThat(answer).doesNotContainHeader("Retry-After");
    assertProblem(answer, 503, "provider_unavailable").doesNotContain("retry_after", "account");
  }

  @ParameterizedTest
  @EnumSource(
      value = Call.class,
      names = {"SEND", "RESEND", "VERIFY"})
  void aRefusalForAReasonWeDoNotKnowIsAProviderError(Call call) {
    assertProblem(answered(call, new Refused(Refused.Cause.OTHER)), 502, "provider_error");
  }

  private MvcTestResult answered(Call call, Object answer) {
    if (call == Call.SEND) {
      provider.answers(call, answer);
      return request(MOBILE);
    }
    var id = id(request(MOBILE));
    provider.answers(call, answer);
    var result = call == Call.RESEND ? resend(id) : confirm(id, RIGHT);
    assertThat(confirm(id, RIGHT)).as("what was not counted is not lost").hasStatus(200);
    return result;
  }

  @Test
  void aNumberTheProviderDoesNotSendToIsRejected() {
    provider.answers(Call.SEND, new Refused(Refused.Cause.DESTINATION));
    assertProblem(request(MOBILE), 422, "destination_rejected");
  }

  @Test
  void aSendWithoutAnAnswerIsPendingAndItsCodeWorks() {
    provider.losesAnswer(Call.SEND);
    provider.answers(Call.HISTORY, new Unreachable(Duration.ofSeconds(1)));
    var answer = request(MOBILE);
    assertThat(answer).hasStatus(202).bodyJson().extractingPath("$.status").isEqualTo("pending");
    assertThat(confirm(id(answer), RIGHT)).hasStatus(200);
    assertThat(provider.messages()).hasSize(1);
    assertThat(provider.calls(Call.SEND)).isEqualTo(1);
  }

  @Test
  void aResendWithoutAnAnswerIsUnknownAndAskingAgainIsSafe() {
    var id = id(request(MOBILE));
    provider.losesAnswer(Call.RESEND);
    provider.answers(Call.HISTORY, Unknown.LOST);
    assertProblem(resend(id), 504, "outcome_unknown").contains("retry_after");
    assertThat(confirm(id, RIGHT)).hasStatus(200);
    assertThat(provider.messages()).hasSize(2);
  }

  @Test
  void aConfirmWithoutAnAnswerIsUnknownAndLosesNoAttempt() {
    var id = id(request(MOBILE));
    provider.losesCall(Call.VERIFY);
    provider.answers(Call.STATUS, Unknown.LOST);
    assertProblem(confirm(id, RIGHT), 504, "outcome_unknown").contains("retry_after");
    assertThat(confirm(id, RIGHT)).hasStatus(200);
    assertThat(provider.messages().getFirst().attempts()).isEqualTo(1);
  }

  @Test
  void countriesThatAreNotAllowedAreBlockedWithoutACall() {
    assertProblem(request("+65 8123 4567"), 403, "destination_blocked");
    assertThat(provider.calls(Call.SEND)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          request | {}                                                  | mobile
          request | {'mobile': null}                                    | mobile
          request | {'mobile': '   '}                                   | mobile
          request | {'mobile': '12345'}                                 | mobile
          request | {'mobile': '021 345 6789'}                          | mobile
          request | {'mobile': '0812-FLOWERS'}                          | mobile
          request | {'mobile': 81234567890}                             | mobile
          request | {'mobile': ['081234567890']}                        | mobile
          request | {'mobile': {}}                                      | mobile
          request | {'mobile': {'text': '081234567890'}}                | mobile
          request | {'mobile': '081234567890', 'purpose': 'Log In'}     | purpose
          request | {'mobile': '081234567890', 'purpose': ''}           | purpose
          request | {'mobile': '081234567890', 'client_ip': 'localhost'}| client_ip
          request | {'mobile': '081234567890', 'from_number': 'me'}     | from_number
          request | {'mobile': '081234567890', 'from_number': '628009999999'} | from_number
          request | [1]                                                 | body
          request | {'mobile': '081234567890'                           | body
          request | mobile=081234567890                                 | body
          request | {'mobile': '081234567890', 'mobile': '081234567891'}| body
          confirm | {'otp_code': '123456'}                              | request_id
          confirm | {'request_id': 'abc', 'otp_code': '123456'}         | request_id
          confirm | {'request_id': '019a0000-0000-7000-8000-000000000000'} | otp_code
          confirm | {'request_id': '019a0000-0000-7000-8000-000000000000', 'otp_code': 123456} | otp_code
          confirm | {'request_id': '019a0000-0000-7000-8000-000000000000', 'otp_code': '123'} | otp_code
          confirm | {'request_id': '019a0000-0000-7000-8000-000000000000', 'otp_code': '12345678901'} | otp_code
          confirm | {'request_id': '019a0000-0000-7000-8000-000000000000', 'otp_code': 'Your code is 123456'} | otp_code
          confirm | {'request_id': '019a0000-0000-7000-8000-000000000000', 'otp_code': '123456', 'mobile': 'x'} | mobile
          resend  | {}                                                  | request_id
          resend  | {'request_id': 7}                                   | request_id
          """)
  void whatIsWrongIsNamedByItsField(String call, String body, String field) {
    assertProblem(post(call, body), 400, "invalid_request")
        .contains("\"errors\":[{\"field\":\"" + field + "\"");
    assertThat(provider.calls(Call.SEND) + provider.calls(Call.VERIFY)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'page': 0}                         | page
          {'per_page': 101}                   | per_page
          {'per_page': 'ten'}                 | per_page
          {'status': 'lost'}                  | status
          {'destination_number': 'x'}         | destination_number
          {'from_number': '1'}                | from_number
          """)
  void historyNamesWhatIsWrong(String body, String field) {
    assertProblem(post("support", "history", body), 400, "invalid_request")
        .contains("\"field\":\"" + field + "\"");
    assertThat(provider.calls(Call.HISTORY)).isZero();
  }

  @Test
  void historyIsTheProvidersWithNumbersMasked() {
    request(MOBILE);
    assertThat(post("support", "history", "{'status':'sent','destination_number':'081234567890'}"))
        .hasStatus(200)
        .bodyText()
        .contains("\"reference_id\":\"otp_", "\"destination_number\":\"+62********890\"")
        .contains("\"pagination\":{\"current_page\":1")
        .doesNotContain("81234567890");
  }

  @Test
  void historyFailsAsTheProviderDoes() {
    provider.answers(Call.HISTORY, new Throttled(Duration.ofSeconds(9)));
    assertProblem(post("support", "history", "{}"), 429, "rate_limit_exceeded");
    provider.answers(Call.HISTORY, new Unreachable(Duration.ofSeconds(9)));
    assertProblem(post("support", "history", "{}"), 503, "provider_unavailable");
    provider.answers(Call.HISTORY, new Refused(Refused.Cause.ACCOUNT));
    assertProblem(post("support", "history", "{}"), 503, "provider_unavailable");
    provider.answers(Call.HISTORY, Unknown.LOST);
    assertProblem(post("support", "history", "{}"), 502, "provider_error");
  }

  @Test
  void problemsSpeakIndonesianToThoseWhoAskForIt() {
    var answer =
        mvc.post()
            .uri("/auth/otp/request")
            .with(httpBasic("login", "login-secret"))
            .header("Accept-Language", "fr, id-ID;q=0.9")
            .contentType(MediaType.APPLICATION_JSON)
            .content("{\"mobile\":\"1\"}")
            .exchange();
    assertProblem(answer, 400, "invalid_request")
        .contains("\"detail\":\"Ini bukan nomor ponsel.", "\"title\":\"Invalid request\"");
  }

  @Test
  void whoeverAcceptsNoJsonIsRefusedBeforeAnythingIsSent() {
    assertProblem(accepting("text/html"), 406, "not_acceptable");
    assertProblem(accepting("application/json;q=0, text/plain"), 406, "not_acceptable");
    assertProblem(accepting("nonsense"), 406, "not_acceptable");
    assertThat(accepting("")).hasStatus(202);
    provider.reset();
    assertThat(provider.calls(Call.SEND)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*",
        "application/*",
        "application/problem+json",
        "text/html, application/json;q=0.1",
        "application/json; charset=utf-8"
      })
  void whoeverAcceptsJsonInAnyWayIsAnswered(String accept) {
    assertThat(accepting(accept)).hasStatus(202).hasContentType(MediaType.APPLICATION_JSON);
  }

  private MvcTestResult accepting(String accept) {
    return mvc.post()
        .uri("/auth/otp/request")
        .with(httpBasic("login", "login-secret"))
        .header("Accept", accept)
        .contentType(MediaType.APPLICATION_JSON)
        .content("{\"mobile\":\"081234567890\"}")
        .exchange();
  }

  @Test
  void aMissingContentTypeIsToldSo() {
    var answer =
        mvc.post()
            .uri("/auth/otp/request")
            .with(httpBasic("login", "login-secret"))
            .content("{\"mobile\":\"081234567890\"}")
            .exchange();
    assertProblem(answer, 415, "unsupported_media_type").contains("Content-Type is missing");
    assertThat(answer.getResponse().getHeader("Accept")).startsWith("application/json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          request | 'clientIp': '203.0.113.7'       | clientIp  | did you mean client_ip?
          request | 'CLIENT-IP': '203.0.113.7'      | CLIENT-IP | did you mean client_ip?
          request | 'porpose': 'login'              | porpose   | did you mean purpose?
          request | 'msisdn': '0812'                | msisdn    | the fields are mobile, purpose, client_ip, from_number
          request | '081234567899': 'login'         | body      | the fields are mobile
          confirm | 'otpCode': '123456'             | otpCode   | did you mean otp_code?
          resend  | 'requestid': 'x'                | requestid | did you mean request_id?
          erase   | 'mobil': '081234567890'         | mobil     | did you mean mobile?
          """)
  void aFieldThatNoRequestHasIsToldWithTheNearest(
      String call, String written, String field, String message) {
    var caller = call.equals("erase") ? "privacy" : "login";
    var mobile = call.equals("request") ? "'mobile': '081234567890', " : "";
    assertProblem(post(caller, call, "{%s%s}".formatted(mobile, written)), 400, "invalid_request")
        .contains("\"field\":\"" + field + "\"", message)
        .doesNotContain("081234567899");
    assertThat(provider.calls(Call.SEND)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "application/yaml", "application/xml", "*/*", "application/*"})
  void otherContentTypesAreUnsupported(String type) {
    var answer =
        mvc.post()
            .uri("/auth/otp/request")
            .with(httpBasic("login", "login-secret"))
            .contentType(type)
            .content("{\"mobile\":\"081234567890\"}")
            .exchange();
    assertProblem(answer, 415, "unsupported_media_type").contains("must be JSON");
    assertThat(answer.getResponse().getHeader("Accept")).startsWith("application/json");
  }

  @Test
  void historyNeedsNoBody() {
    assertThat(mvc.post().uri("/auth/otp/history").with(httpBasic("support", "support-secret")))
        .hasStatus(200)
        .bodyJson()
        .extractingPath("$.pagination.per_page")
        .isEqualTo(15);
  }

  @Test
  void aProblemCarriesTheCallersTrace() {
    var trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    var answer =
        mvc.post()
            .uri("/auth/otp/resend")
            .with(httpBasic("login", "login-secret"))
            .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
            .contentType(MediaType.APPLICATION_JSON)
            .content("{}")
            .exchange();
    assertProblem(answer, 400, "invalid_request").contains("\"trace_id\":\"" + trace + "\"");
  }

  private MvcTestResult request(String mobile) {
    return post("request", "{'mobile':'%s'}".formatted(mobile));
  }

  private MvcTestResult confirm(String id, String code) {
    return post("confirm", "{'request_id':'%s','otp_code':'%s'}".formatted(id, code));
  }

  private MvcTestResult resend(String id) {
    return post("resend", "{'request_id':'%s'}".formatted(id));
  }

  private MvcTestResult status(String id) {
    return get("login", id);
  }

  private MvcTestResult get(String caller, String id) {
    return mvc.get().uri("/auth/otp/" + id).with(httpBasic(caller, caller + "-secret")).exchange();
  }

  private MvcTestResult post(String call, String body) {
    return post("login", call, body);
  }

  private MvcTestResult post(String caller, String call, String body) {
    return mvc.post()
        .uri("/auth/otp/" + call)
        .with(httpBasic(caller, caller + "-secret"))
        .contentType(MediaType.APPLICATION_JSON)
        .content(body.replace('\'', '"'))
        .exchange();
  }

  private String id(MvcTestResult result) {
    return json.readTree(result.getResponse().getContentAsByteArray()).get("request_id").asString();
  }

  private static AbstractStringAssert<?> assertProblem(
      MvcTestResult result, int status, String code) {
    return assertThat(result)
        .hasStatus(status)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
        .hasHeader("Cache-Control", "no-store")
        .bodyText()
        .contains("\"type\":\"urn:otp-auth:problem:" + code + "\"", "\"code\":\"" + code + "\"")
        .contains("\"status\":" + status, "\"title\":", "\"detail\":", "\"instance\":\"/auth/otp/");
  }

  private static String withoutTrace(MvcTestResult result) {
    return new String(
            result.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8)
        .replaceAll("\"trace_id\":\"[0-9a-f]+\"", "");
  }
}
