package dev.otpauth.verification.web;

import static dev.otpauth.ScriptedProvider.RIGHT;
import static dev.otpauth.ScriptedProvider.WRONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import dev.otpauth.ScriptedProvider.Call;
import dev.otpauth.provider.OtpStatus;
import dev.otpauth.provider.Refused;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unreachable;
import dev.otpauth.provider.VerifyResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** The responses of the limits over HTTP. */
@TestPropertySource(
    properties = {
      "otp.throttle.send-delays=60s, 2m",
      "otp.throttle.window=1h",
      "otp.throttle.client-ip=2/1m",
      "otp.denied-prefixes=+6289",
      "otp.max-attempts=40"
    })
class LimitsApiTest extends ScriptedLimitsApi {

  @Test
  void anotherRequestForTheNumberHasToWaitExactlyAsToldByTheFirst() {
    assertThat(sent(request(ONE)).path("resend_in").intValue()).isEqualTo(60);
    limited(request(ONE), "phone", 60);
    pass(59);
    limited(request(ONE), "phone", 1);
    pass(1);
    assertThat(sent(request(ONE)).path("resend_in").intValue()).isEqualTo(120);
    assertThat(provider.messages()).hasSize(2);
  }

  @Test
  void aResendHasToWaitExactlyAsToldByTheRequest() {
    var id = id(request(ONE));
    limited(resend(id), "phone", 60);
    pass(60);
    assertThat(sent(resend(id)).path("resend_in").intValue()).isEqualTo(120);
    pass(120);
    sent(resend(id));
    limited(resend(id), "phone", 3600);
  }

  @Test
  void aLimitedRequestNamesWhatCanStillBeConfirmed() {
    var id = id(request(ONE));
    confirm(id, WRONG);
    pass(20);
    named(limited(request(ONE), "phone", 40), id, 280, 4);
    assertThat(confirm(id, RIGHT)).hasStatus(200);
  }

  @Test
  void ofSeveralTheLatestIsNamed() {
    request(ONE);
    pass(60);
    var id = id(request(ONE));
    named(limited(request(ONE), "phone", 120), id, 300, 40);
  }

  @Test
  void aLimitedResendNamesItsOwn() {
    var id = id(request(ONE));
    named(limited(resend(id), "phone", 60), id, 300, 40);
  }

  @Test
  void theProvidersLimitNamesWhatCanStillBeConfirmedAsWell() {
    var id = id(request(ONE));
    pass(60);
    provider.answers(Call.SEND, new Throttled(Duration.ofSeconds(542)));
    named(limited(request(ONE), "provider", 542), id, 240, 40);
  }

  @Test
  void whatIsDeadOrOfAnotherPurposeOrCallerIsNotNamed() {
    var id = id(request(ONE));
    unnamed(limited(requestFor("signup", "login"), "phone", 60));
    unnamed(limited(requestFor("login", "payment"), "phone", 60));
    confirm(id, RIGHT);
    unnamed(limited(request(ONE), "phone", 6));
    pass(6);
    var second = id(request(ONE));
    mvc.delete().uri("/auth/otp/" + second).with(httpBasic("login", "login-secret")).exchange();
    unnamed(limited(request(ONE), "phone", 60));
    pass(60);
    request(ONE);
    pass(120);
    request(ONE);
    pass(300);
    unnamed(limited(request(ONE), "phone", 3300));
  }

  @Test
  void afterARightCodeTheNumberIsNotHeldUp() {
    for (var i = 0; i < 10; i++) {
      assertThat(confirm(id(request(ONE)), RIGHT)).hasStatus(200);
      limited(request(ONE), "phone", 6);
      pass(6);
    }
  }

  private MvcTestResult requestFor(String caller, String purpose) {
    return mvc.post()
        .uri("/auth/otp/request")
        .with(httpBasic(caller, caller + "-secret"))
        .contentType(MediaType.APPLICATION_JSON)
        .content("{\"mobile\":\"%s\",\"purpose\":\"%s\"}".formatted(ONE, purpose))
        .exchange();
  }

  private static void named(JsonNode problem, String id, int expiresIn, int attempts) {
    assertThat(problem.path("request_id").asString()).isEqualTo(id);
    assertThat(problem.path("expires_in").intValue()).isEqualTo(expiresIn);
    assertThat(problem.path("remaining_attempts").intValue()).isEqualTo(attempts);
  }

  private static void unnamed(JsonNode problem) {
    assertThat(problem.has("request_id")).isFalse();
    assertThat(problem.has("expires_in")).isFalse();
    assertThat(problem.has("remaining_attempts")).isFalse();
  }

  @Test
  void aRefusedResendLeavesTheCodeAndTheVerificationAsTheyAre() {
    var id = id(request(ONE));
    limited(resend(id), "phone", 60);
    assertThat(confirm(id, RIGHT)).hasStatus(200);
  }

  @Test
  void statusCountsDownToTheNextResend() {
    var id = id(request(ONE));
    assertThat(status(id).path("resend_in").intValue()).isEqualTo(60);
    pass(20);
    assertThat(status(id).path("resend_in").intValue()).isEqualTo(40);
    pass(40);
    assertThat(status(id).path("resend_in").intValue()).isZero();
    confirm(id, RIGHT);
    assertThat(status(id).path("resend_in").intValue()).isZero();
  }

  @Test
  void anAddressIsLimitedAcrossNumbersAndOfIpv6ItsNetworkIs() {
    sent(request(ONE, "2001:db8:1:2::1"));
    sent(request(OTHER, "2001:db8:1:2:ffff::9"));
    limited(request(THIRD, "2001:db8:1:2:3:4:5:6"), "client_ip", 30);
    sent(request(THIRD, "2001:db8:1:3::1"));
  }

  @Test
  void anIpv4AddressIsTheSameWrittenAsIpv6() {
    sent(request(ONE, "192.0.2.1"));
    sent(request(OTHER, "[::ffff:192.0.2.1]:4711"));
    limited(request(THIRD, "192.0.2.1:80"), "client_ip", 30);
    limited(request(THIRD, "64:ff9b::192.0.2.1"), "client_ip", 30);
    limited(request(THIRD, "2002:c000:201:1::9"), "client_ip", 30);
    sent(request(THIRD, "192.0.2.2"));
  }

  /** Here two sends an address are let through at once, and then one in half a minute. */
  @Test
  void whoeverGetsInGivesTheAddressItsPlaceBack() {
    for (var subscriber = 0; subscriber < 20; subscriber++) {
      var id = id(request("08123456%04d".formatted(subscriber), "192.0.2.7"));
      assertThat(confirm(id, RIGHT)).hasStatus(200);
    }
    for (var site = 0; site < 20; site++) {
      var id = id(request("08123457%04d".formatted(site), "2001:db8:7:%x::1".formatted(site)));
      assertThat(confirm(id, RIGHT)).hasStatus(200);
    }
    sent(request(ONE, "192.0.2.7"));
    sent(request(OTHER, "192.0.2.7"));
    limited(request(THIRD, "192.0.2.7"), "client_ip", 30);
  }

  @Test
  void aPlaceIsGivenBackOnceAndForARightCodeAlone() {
    var id = id(request(ONE, "192.0.2.7"));
    assertThat(confirm(id, WRONG)).hasStatus(422);
    sent(request(OTHER, "192.0.2.7"));
    limited(request(THIRD, "192.0.2.7"), "client_ip", 30);
    assertThat(confirm(id, RIGHT)).hasStatus(200);
    assertThat(confirm(id, RIGHT)).hasStatus(409);
    sent(request(THIRD, "192.0.2.7"));
    limited(request("081234567899", "192.0.2.7"), "client_ip", 30);
  }

  @Test
  void aResendCountsAgainstTheAddressThatRequested() {
    var id = id(request(ONE, "192.0.2.7"));
    pass(60);
    sent(resend(id));
    sent(request(OTHER, "192.0.2.7"));
    limited(request(THIRD, "192.0.2.7"), "client_ip", 30);
    pass(120);
    sent(request(OTHER, "192.0.2.7"));
    sent(request(THIRD, "192.0.2.7"));
    limited(resend(id), "client_ip", 30);
  }

  @Test
  void whatWasNotSentIsNotCounted() {
    provider.answers(Call.SEND, new Unreachable(Duration.ofSeconds(5)));
    assertThat(request(ONE)).hasStatus(503);
    provider.answers(Call.SEND, new Refused(Refused.Cause.OTHER));
    assertThat(request(ONE)).hasStatus(502);
    sent(request(ONE));
  }

  @Test
  void afterTheProvidersThrottleItsWaitSuffices() {
    provider.answers(Call.SEND, new Throttled(Duration.ofSeconds(7)));
    limited(request(ONE), "provider", 7);
    pass(7);
    sent(request(ONE));
  }

  @Test
  void aNumberTheProviderDoesNotSendToIsCounted() {
    provider.answers(Call.SEND, new Refused(Refused.Cause.DESTINATION));
    assertThat(request(ONE)).hasStatus(422);
    limited(request(ONE), "phone", 60);
  }

  @Test
  void theKillSwitchStopsSendsAndNoConfirms() {
    var id = id(request(ONE));
    world.database().sql("insert into sending_stop (reason) values ('toll fraud')").update();
    problem(request(OTHER), 503, "provider_unavailable", "\"retry_after\":60");
    problem(resend(id), 503, "provider_unavailable", "\"retry_after\":60");
    assertThat(confirm(id, RIGHT)).hasStatus(200);
    world.database().sql("delete from sending_stop").update();
    sent(request(OTHER));
  }

  @Test
  void aDeniedPrefixIsBlockedWithoutACall() {
    problem(request("089612345678"), 403, "destination_blocked", "blocked");
    assertThat(provider.calls(Call.SEND)).isZero();
  }

  @Test
  void aHundredWrongCodesInARowOverAllVerificationsAreTheEnd() {
    for (var i = 0; i < 3; i++) {
      var id = id(request(ONE));
      for (var guess = 0; guess < (i < 2 ? 39 : 22); guess++) {
        wrongly(id);
      }
      pass(3600);
      if (i == 2) {
        limited(confirm(id, RIGHT), "phone", Duration.ofHours(24).toSeconds() - 3600);
        assertThat(status(id).path("resend_in").longValue())
            .isEqualTo(Duration.ofHours(24).toSeconds() - 3600);
        says(resend(id), "Too many wrong codes have been entered for this number.");
        assertThat(status(id).path("remaining_attempts").intValue()).isEqualTo(18);
      }
    }
    limited(request(ONE), "phone", Duration.ofHours(24).toSeconds() - 3600);
    says(request(ONE), "Too many wrong codes have been entered for this number.");
    pass(Duration.ofHours(24).toSeconds() - 3600);
    assertThat(confirm(id(request(ONE)), WRONG)).hasStatus(422);
  }

  @Test
  void whatIsOverSaysHowLongANewRequestHasToWait() {
    var expired = id(request(ONE));
    provider.answers(Call.VERIFY, new VerifyResult.Expired());
    over(confirm(expired, RIGHT), "expired", 60, "in 60 seconds");
    over(resend(expired), "expired", 60, "in 60 seconds");
    var exhausted = id(request(OTHER));
    pass(10);
    provider.answers(Call.VERIFY, new VerifyResult.Exhausted());
    over(confirm(exhausted, WRONG), "attempts_exhausted", 50, "in 50 seconds");
    pass(50);
    assertThat(confirm(exhausted, WRONG))
        .hasStatus(410)
        .doesNotContainHeader("Retry-After")
        .bodyText()
        .contains("Request a new code.")
        .doesNotContain("retry_after");
    sent(request(OTHER));
  }

  @Test
  void whatCouldNotBeSentIsToldSo() {
    provider.losesCall(Call.SEND);
    var id = id(request(ONE));
    pass(30);
    assertThat(status(id).path("status").stringValue()).isEqualTo("pending");
    pass(31);
    assertThat(confirm(id, RIGHT)).hasStatus(410).bodyText().contains("not_delivered");
    var lost = status(id);
    assertThat(lost.path("failure_reason").stringValue()).isEqualTo("send_failed");
    assertThat(lost.path("expires_in").intValue()).isZero();
  }

  @Test
  void aFinalStateHasNothingLeftAndSaysWhenANewCodeIsLetThrough() {
    var id = id(request(ONE));
    assertThat(confirm(id, RIGHT)).hasStatus(200);
    pass(2);
    var verified = status(id);
    assertThat(verified.path("status").stringValue()).isEqualTo("verified");
    assertThat(verified.path("expires_in").intValue()).isZero();
    assertThat(verified.path("resend_in").intValue()).isEqualTo(4);
    limited(request(ONE), "phone", 4);
  }

  @Test
  void aLimitIsToldInWordsByWhoseItIsAndHowLong() {
    var id = id(request(ONE, "192.0.2.1"));
    says(request(ONE), "Another code for this number can be requested in 60 seconds.");
    sent(request(OTHER, "192.0.2.1"));
    says(request(THIRD, "192.0.2.1"), "from your network. Try again in 30 seconds");
    pass(60);
    provider.answers(Call.RESEND, new Throttled(Duration.ofHours(5)));
    says(resend(id), "Another code can be requested in 5 hours. Sign in another way");
  }

  private void over(MvcTestResult result, String code, long wait, String detail) {
    problem(result, 410, code, detail);
    assertThat(result).hasHeader("Retry-After", Long.toString(wait));
    assertThat(body(result).path("retry_after").longValue()).isEqualTo(wait);
  }

  /** Whoever asks again may have several messages, and look at the wrong one. */
  @Test
  void afterASecondMessageAWrongCodeIsToldToUseTheNewest() {
    var first = id(request(ONE));
    problem(confirm(first, WRONG), 422, "invalid_code", "The code is wrong.\"");
    pass(60);
    sent(resend(first));
    problem(confirm(first, WRONG), 422, "invalid_code", "use the newest message.\"");
    assertThat(confirm(first, RIGHT)).hasStatus(200);
    pass(6);
    problem(confirm(id(request(ONE)), WRONG), 422, "invalid_code", "The code is wrong.\"");
  }

  @Test
  void aRightCodeBeginsTheCountAnew() {
    for (var i = 0; i < 4; i++) {
      var id = id(request(ONE));
      for (var guess = 0; guess < 39; guess++) {
        wrongly(id);
      }
      assertThat(confirm(id, RIGHT)).hasStatus(200);
      pass(3600);
    }
  }

  @Test
  void aRightCodeThatTheStatusTellsBeginsTheCountAnewToo() {
    for (var guesses : new int[] {39, 39, 21}) {
      var id = id(request(ONE));
      for (var guess = 0; guess < guesses; guess++) {
        wrongly(id);
      }
      if (guesses == 21) {
        provider.messages().getLast().becomes(OtpStatus.VERIFIED);
        assertThat(status(id).path("status").stringValue()).isEqualTo("verified");
      }
      pass(3600);
    }
    var id = id(request(ONE));
    wrongly(id);
    wrongly(id);
  }

  @Test
  void anAttemptGivenBackIsNoGuess() {
    var id = id(request(ONE));
    for (var i = 0; i < 101; i++) {
      provider.answers(Call.VERIFY, new Unreachable(Duration.ofSeconds(1)));
      assertThat(confirm(id, WRONG)).hasStatus(503);
    }
    assertThat(confirm(id, RIGHT)).hasStatus(200);
  }
}
