package dev.otpauth.spektif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.provider.OtpProvider;
import dev.otpauth.spektif.account.ProbeProperties;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.health.contributor.Status;

/** Base class of tests of the probe. */
abstract class ProbedTest extends SpektifTest {

  final ProbingAdapter adapter;
  final OtpProvider calls;

  ProbedTest() {
    this(adapter(ProbingAdapter.USUAL));
  }

  ProbedTest(ProbingAdapter adapter) {
    this.adapter = adapter;
    this.calls = adapter.calls;
  }

  static ProbingAdapter adapter(ProbeProperties probing) {
    return new ProbingAdapter(
        context, probing, circuits(), context.getBean(RateLimiterRegistry.class));
  }

  static CircuitBreakerConfig circuits() {
    return context
        .getBean(CircuitBreakerRegistry.class)
        .circuitBreaker(ResilientExecutor.INSTANCE)
        .getCircuitBreakerConfig();
  }

  void probeIfDue() {
    adapter.account.probeIfDue();
  }

  void pass(Duration time) {
    adapter.pass(time);
  }

  void refusesUs() {
    for (var operation : Operation.values()) {
      spektif.answers(operation.tag(), 401, RecordedBodies.file("not-whitelisted.json"));
    }
  }

  /** Resets the stub, and lets it accept every call. */
  void knowsUs() {
    spektif.forget();
    spektif.acceptsSends();
    spektif.verifies();
    spektif.tellsStatus();
    spektif.tellsHistory();
  }

  Map<String, Object> down() {
    var health = adapter.health.health();
    assertThat(health.getStatus()).isEqualTo(Status.DOWN);
    return health.getDetails();
  }

  void assertUp() {
    assertThat(adapter.health.health().getStatus()).isEqualTo(Status.UP);
  }

  void assertNothingWasSent() {
    assertThat(spektif.asked("send") + spektif.asked("resend") + spektif.asked("verify")).isZero();
  }
}
