package dev.otpauth.verification.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import dev.otpauth.MovableClock;
import dev.otpauth.ServiceTest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** A caller with its own send delays and budget, beside one with the common ones. */
@ServiceTest
@TestPropertySource(
    properties = {
      "otp.throttle.send-delays=60s",
      "otp.clients[0].id=login",
      "otp.clients[0].secret-sha256=05ed6bb5af11f50954f1df4397d951c85099dc06d98f970ffedb6fdcbe6bcad2",
      "otp.clients[0].authorities=otp:verify",
      "otp.clients[0].send-delays=90s",
      "otp.clients[0].daily-budget=2",
      "otp.clients[1].id=signup",
      "otp.clients[1].secret-sha256=46e858c7a44edb06b5c922c414be061c9e5a8939216b89f8b196c4db04fa59e6",
      "otp.clients[1].authorities=otp:verify"
    })
class CallersOwnLimitsTest {

  @Autowired MockMvcTester mvc;
  @Autowired ServiceTest.World world;
  @Autowired MovableClock clock;

  @BeforeEach
  void freshWorld() {
    world.reset();
  }

  @Test
  void eachCallerIsToldItsOwnPace() {
    assertThat(request("login", 0)).bodyJson().extractingPath("$.resend_in").isEqualTo(90);
    assertThat(request("signup", 1)).bodyJson().extractingPath("$.resend_in").isEqualTo(60);
    clock.advance(Duration.ofSeconds(60));
    assertThat(request("login", 0)).hasStatus(429).hasHeader("Retry-After", "30");
    assertThat(request("signup", 1)).hasStatus(202);
  }

  @Test
  void aBudgetIsTheCallersAlone() {
    for (var i = 0; i < 2; i++) {
      assertThat(request("login", i)).hasStatus(202);
      assertThat(request("signup", 10 + i)).hasStatus(202);
    }
    assertThat(request("login", 3)).hasStatus(429).bodyText().contains("\"limited_by\":\"caller\"");
    assertThat(request("signup", 13)).hasStatus(202);
  }

  private MvcTestResult request(String caller, int number) {
    return mvc.post()
        .uri("/auth/otp/request")
        .with(httpBasic(caller, caller + "-secret"))
        .contentType(MediaType.APPLICATION_JSON)
        .content("{\"mobile\":\"+62812345678%02d\"}".formatted(number))
        .exchange();
  }
}
