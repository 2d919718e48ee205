package dev.otpauth.spektif;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests an outage that the provider reports as errors under HTTP 200. */
class ExceptionOutageTest extends ProbedTest {

  private static final int REQUESTS = 60;
  private static final int LEAST_CALLS = 20;

  ExceptionOutageTest() {
    super(
        new ProbingAdapter(
            context,
            ProbingAdapter.USUAL,
            CircuitBreakerConfig.from(circuits())
                .minimumNumberOfCalls(LEAST_CALLS)
                .waitDurationInOpenState(Duration.ofHours(1))
                .build(),
            context.getBean(RateLimiterRegistry.class)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"exception", "something_new"})
  void opensTheCircuitAndEndsByItself(String remark) {
    spektif.answersEverything(aResponse().withBody(RecordedBodies.error(remark)));
    for (var i = 0; i < LEAST_CALLS; i++) {
      assertThat(calls.send(DESTINATION, SENDER)).isEqualTo(Unknown.ANSWERED);
    }

    for (var i = LEAST_CALLS; i < REQUESTS; i++) {
      assertThat(calls.send(DESTINATION, SENDER)).isInstanceOf(Unreachable.class);
    }
    assertThat(spektif.asked("send")).isEqualTo(LEAST_CALLS);
    assertThat(adapter.breaker.getState()).isEqualTo(State.OPEN);

    knowsUs();
    pass(Duration.ofSeconds(30));
    assertThat(adapter.breaker.getState()).isEqualTo(State.CLOSED);
  }

  @Test
  void ofSendsAloneIsNotHiddenByTheQueriesThatLookForThem() {
    knowsUs();
    calls.history(FIRST_PAGE);
    spektif.answers("send", 200, RecordedBodies.error("exception"));

    for (var i = 0; i < REQUESTS; i++) {
      calls.send(DESTINATION, SENDER);
      calls.history(FIRST_PAGE);
      calls.status(REFERENCE);
    }

    assertThat(spektif.asked("send")).isLessThan(REQUESTS / 2);
    assertThat(adapter.breaker.getState()).isEqualTo(State.OPEN);
  }
}
