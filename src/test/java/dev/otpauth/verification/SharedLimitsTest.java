package dev.otpauth.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.ConcurrentCalls;
import dev.otpauth.MovableClock;
import dev.otpauth.Replies;
import dev.otpauth.ScriptedProvider;
import dev.otpauth.ServiceTest;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.throttle.LimitedBy;
import dev.otpauth.verification.RequestOutcome.Started;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Concurrent requests against shared limits. */
@ServiceTest
@TestPropertySource(
    properties = {
      "otp.throttle.daily-budget=15",
      "otp.throttle.caller=18/1h",
      "otp.throttle.global=25/1h"
    })
class SharedLimitsTest {

  private static final int MANY = 40;

  @Autowired OtpVerifications verifications;
  @Autowired ScriptedProvider provider;
  @Autowired ServiceTest.World world;
  @Autowired MovableClock clock;

  @BeforeEach
  void freshWorld() {
    world.reset();
  }

  @Test
  void eachLimitHoldsToTheLastSend() throws Exception {
    assertSent(15, LimitedBy.CALLER, together("login"));
    assertSent(10, LimitedBy.GLOBAL, together("signup"));
    assertThat(provider.messages()).hasSize(25);
  }

  @Test
  void aBudgetBeginsAnewOnTheNextDay() throws Exception {
    assertSent(15, LimitedBy.CALLER, together("login"));
    clock.advance(Duration.ofDays(1));
    assertSent(15, LimitedBy.CALLER, together("login"));
  }

  private static void assertSent(int sent, LimitedBy limit, List<RequestOutcome> outcomes) {
    assertThat(outcomes).filteredOn(Started.class::isInstance).hasSize(sent);
    assertThat(outcomes)
        .filteredOn(it -> it instanceof Refusal.RateLimited limited && limited.by() == limit)
        .hasSize(MANY - sent);
  }

  private List<RequestOutcome> together(String caller) throws Exception {
    var calls =
        IntStream.range(0, MANY)
            .<Callable<RequestOutcome>>mapToObj(
                i -> {
                  var mobile = new PhoneNumber("+62812340%05d".formatted(i));
                  var request = new RequestOtp(caller, mobile, "login", null, null);
                  return () -> Replies.outcome(verifications.request(request, null));
                })
            .toList();
    return ConcurrentCalls.make(calls);
  }
}
