package dev.otpauth.spektif;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otpauth.provider.OtpProvider;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import dev.otpauth.provider.VerifyResult;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.contributor.Status;

class ResilientExecutorTest extends SpektifTest {

  private static final String[] NERVOUS_CIRCUIT = {
    "resilience4j.circuitbreaker.instances.spektif.minimum-number-of-calls=4",
    "resilience4j.circuitbreaker.instances.spektif.wait-duration-in-open-state=15s"
  };

  @Test
  void circuitOpensOnServerErrorsAndAnswersItself() {
    try (var context = SpektifSlice.start(spektif.url(), NERVOUS_CIRCUIT)) {
      var guarded = context.getBean(OtpProvider.class);
      spektif.answersEverything(aResponse().withStatus(503));
      for (int i = 0; i < 4; i++) {
        assertThat(guarded.send(DESTINATION, SENDER)).isEqualTo(Unknown.LOST);
      }

      assertThat(guarded.send(DESTINATION, SENDER)).isEqualTo(new Unreachable(ofSeconds(15)));
      assertThat(guarded.status(REFERENCE)).isEqualTo(new Unreachable(ofSeconds(15)));
      assertThat(spektif.requests()).hasSize(4);
      assertThat(AdapterMeters.calls(context, "send", "circuit_open")).isEqualTo(1);
      var health = context.getBean(SpektifHealthIndicator.class).health();
      assertThat(health.getStatus()).isEqualTo(Status.DOWN);
      assertThat(String.valueOf(health.getDetails().get("problem"))).startsWith("circuit open: ");
    }
  }

  @Test
  void retryEndsWhereTheCircuitOpens() {
    try (var context = SpektifSlice.start(spektif.url(), NERVOUS_CIRCUIT)) {
      var guarded = context.getBean(OtpProvider.class);
      spektif.answersEverything(aResponse().withStatus(503));

      guarded.status(REFERENCE);
      assertThat(guarded.status(REFERENCE)).isEqualTo(new Unreachable(ofSeconds(15)));
      assertThat(spektif.requests()).hasSize(4);
    }
  }

  @Test
  void answersAreNoFailures() {
    try (var context = SpektifSlice.start(spektif.url(), NERVOUS_CIRCUIT)) {
      var guarded = context.getBean(OtpProvider.class);
      spektif.throttlesSends(ofSeconds(9));
      spektif.saysWrongCode();
      spektif.answers("resend", 422, RecordedBodies.error("expired"));
      spektif.answers("status", 401, "");
      for (int i = 0; i < 6; i++) {
        assertThat(guarded.send(DESTINATION, SENDER)).isInstanceOf(Throttled.class);
        assertThat(guarded.verify(REFERENCE, DESTINATION, CODE))
            .isInstanceOf(VerifyResult.Mismatched.class);
        guarded.resend(REFERENCE, DESTINATION);
        guarded.status(REFERENCE);
      }

      var breaker = context.getBean(CircuitBreakerRegistry.class).circuitBreaker("spektif");
      assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
      assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isZero();
      assertThat(spektif.requests()).hasSize(24);
    }
  }

  @Test
  void fullBulkheadIsUnreachableAndNoFailure() {
    try (var context =
        SpektifSlice.start(
            spektif.url(), "resilience4j.bulkhead.instances.spektif.max-concurrent-calls=1")) {
      spektif.acceptsSends();
      var bulkhead = context.getBean(BulkheadRegistry.class).bulkhead("spektif");
      bulkhead.acquirePermission();

      assertThat(context.getBean(OtpProvider.class).send(DESTINATION, SENDER))
          .isEqualTo(new Unreachable(ofSeconds(1)));
      assertThat(spektif.requests()).isEmpty();
      assertThat(AdapterMeters.calls(context, "send", "bulkhead_full")).isEqualTo(1);
      assertNoFailure(context.getBean(CircuitBreakerRegistry.class));
    }
  }

  private static void assertNoFailure(CircuitBreakerRegistry registry) {
    var metrics = registry.circuitBreaker("spektif").getMetrics();
    assertThat(metrics.getNumberOfFailedCalls()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resilience4j.retry.instances.spektif.wait-duration=10s",
        "resilience4j.ratelimiter.instances.spektif.timeout-duration=20s",
        "resilience4j.ratelimiter.instances.spektif-messages.timeout-duration=22s",
        "resilience4j.bulkhead.instances.spektif.max-wait-duration=17s",
        "resilience4j.retry.instances.spektif.max-attempts=500"
      })
  void settingsThatWouldHoldACallTooLongStopTheStart(String setting) {
    assertThatThrownBy(() -> SpektifSlice.start(spektif.url(), setting).close())
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("instances.spektif");
  }

  @Test
  void interruptedCallStillEndsInAResult() {
    spektif.acceptsSends();
    Thread.currentThread().interrupt();
    try {
      assertThat(provider.send(DESTINATION, SENDER))
          .isInstanceOfAny(Unreachable.class, Unknown.class, SendResult.Accepted.class);
    } finally {
      Thread.interrupted();
    }
  }
}
