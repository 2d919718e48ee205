package dev.otpauth.spektif;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otpauth.Ports;
import dev.otpauth.provider.HistoryResult;
import dev.otpauth.provider.OtpProvider;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.StatusResult;
import dev.otpauth.provider.Unreachable;
import dev.otpauth.provider.VerifyResult;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.common.ratelimiter.configuration.CommonRateLimiterConfigurationProperties;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mock.env.MockEnvironment;

/** Tests rate limiters and bulkheads of outbound calls. */
class OutboundRateTest extends SpektifTest {

  private static final String LIMITERS = "resilience4j.ratelimiter.instances.";

  /** One permit, and nobody waits for the next. */
  private static final String[] ONE_MESSAGE = {
    LIMITERS + "spektif-messages.limit-for-period=1",
    LIMITERS + "spektif-messages.limit-refresh-period=1h",
    LIMITERS + "spektif-messages.timeout-duration=0s"
  };

  @Test
  void eightyMessagesASecondUnlessSetOtherwise() {
    var limiters = context.getBean(RateLimiterRegistry.class);
    var messages = limiters.rateLimiter("spektif-messages").getRateLimiterConfig();
    var all = limiters.rateLimiter("spektif").getRateLimiterConfig();

    assertThat(messages.getLimitForPeriod()).isEqualTo(80);
    assertThat(messages.getLimitRefreshPeriod()).isEqualTo(ofSeconds(1));
    assertThat(messages.getTimeoutDuration()).isEqualTo(ofSeconds(5));
    assertThat(all.getLimitForPeriod()).isEqualTo(400);
    assertThat(all.getLimitRefreshPeriod()).isEqualTo(ofSeconds(1));
    assertThat(all.getTimeoutDuration()).isEqualTo(ofSeconds(1));
  }

  /** The name of the setting in the run book, as an environment variable. */
  @Test
  void paceCanBeSetByTheEnvironment() throws IOException {
    var environment = new MockEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                Map.of("RESILIENCE4J_RATELIMITER_INSTANCES_SPEKTIFMESSAGES_LIMITFORPERIOD", "40")));
    new YamlPropertySourceLoader()
        .load("application.yml", new ClassPathResource("application.yml"))
        .forEach(environment.getPropertySources()::addLast);

    var limiters =
        Binder.get(environment)
            .bindOrCreate(
                "resilience4j.ratelimiter", CommonRateLimiterConfigurationProperties.class)
            .getInstances();

    assertThat(limiters.get("spektif-messages"))
        .extracting(
            CommonRateLimiterConfigurationProperties.InstanceProperties::getLimitRefreshPeriod,
            CommonRateLimiterConfigurationProperties.InstanceProperties::getLimitForPeriod)
        .containsExactly(ofSeconds(1), 40);
  }

  /**
   * A quarter of the usual rate, so that a busy machine keeps up, and a fifth of the usual wait.
   */
  @Test
  void burstWaitsInLineAndWhatDoesNotFitIsRefusedAtOnce() throws Exception {
    try (var paced =
        SpektifSlice.start(
            spektif.url(),
            LIMITERS + "spektif-messages.limit-for-period=20",
            LIMITERS + "spektif-messages.timeout-duration=1s")) {
      spektif.acceptsSends();
      var start = System.nanoTime();

      var results = atOnce(300, () -> provider(paced).send(DESTINATION, SENDER));

      var seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
      var sent = results.stream().filter(SendResult.Accepted.class::isInstance).count();
      assertThat(results)
          .filteredOn(it -> !(it instanceof SendResult.Accepted))
          .isNotEmpty()
          .allSatisfy(it -> assertThat(it).isInstanceOf(Unreachable.class));
      assertThat(sent).isBetween(40L, 20 * (seconds + 2));
      assertThat(spektif.asked("send")).isEqualTo((int) sent);
      assertThat(AdapterMeters.calls(paced, "send", "rate_limited")).isEqualTo(300 - sent);
      assertNoFailure(paced);
    }
  }

  @Test
  void onlyMessagesStandInTheirLine() {
    try (var paced = SpektifSlice.start(spektif.url(), ONE_MESSAGE)) {
      spektif.acceptsSends();
      spektif.acceptsResends();
      spektif.verifies();
      spektif.tellsStatus();
      spektif.tellsHistory();
      var guarded = provider(paced);

      assertThat(guarded.send(DESTINATION, SENDER)).isInstanceOf(SendResult.Accepted.class);
      assertThat(guarded.send(DESTINATION, SENDER)).isInstanceOf(Unreachable.class);
      assertThat(guarded.resend(REFERENCE, DESTINATION)).isInstanceOf(Unreachable.class);
      assertThat(guarded.verify(REFERENCE, DESTINATION, CODE))
          .isInstanceOf(VerifyResult.Matched.class);
      assertThat(guarded.status(REFERENCE)).isInstanceOf(StatusResult.Found.class);
      assertThat(guarded.history(FIRST_PAGE)).isInstanceOf(HistoryResult.Page.class);

      assertThat(spektif.asked("send")).isEqualTo(1);
      assertThat(spektif.asked("resend")).isZero();
    }
  }

  @Test
  void queriesPassMessagesThatWait() throws Exception {
    try (var paced = SpektifSlice.start(spektif.url(), oneMessageEvery("6s"))) {
      spektif.acceptsSends();
      spektif.tellsStatus();
      provider(paced).send(DESTINATION, SENDER);
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var second = threads.submit(() -> provider(paced).send(DESTINATION, SENDER));
        awaitWaiting(paced, 1);

        assertThat(provider(paced).status(REFERENCE)).isInstanceOf(StatusResult.Found.class);

        assertThat(second).isNotDone();
        threads.shutdownNow();
        assertThat(second.get()).isInstanceOf(Unreachable.class);
      }
      assertThat(spektif.asked("send")).isEqualTo(1);
      awaitWaiting(paced, 0);
    }
  }

  @Test
  void whatWaitsWhileTheCircuitOpensIsNotSent() throws Exception {
    try (var paced = SpektifSlice.start(spektif.url(), oneMessageEvery("5s"));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      spektif.acceptsSends();
      provider(paced).send(DESTINATION, SENDER);
      var second = threads.submit(() -> provider(paced).send(DESTINATION, SENDER));
      awaitWaiting(paced, 1);
      paced.getBean(ProviderCircuitBreaker.class).breaker().transitionToOpenState();

      assertThat(second.get()).isInstanceOf(Unreachable.class);

      assertThat(AdapterMeters.calls(paced, "send", "circuit_open")).isEqualTo(1);
      assertThat(spektif.asked("send")).isEqualTo(1);
      assertNoFailure(paced);
    }
  }

  @Test
  void eachTryTakesAPermit() throws IOException {
    var nobody = "http://127.0.0.1:" + Ports.free();
    try (var paced = SpektifSlice.start(nobody, ONE_MESSAGE)) {
      assertThat(provider(paced).send(DESTINATION, SENDER)).isInstanceOf(Unreachable.class);

      assertThat(AdapterMeters.calls(paced, "send", "rate_limited"))
          .as("the try after one that was not sent")
          .isEqualTo(1);
    }
  }

  @Test
  void pacePerReplicaOfAllCallsHoldsVerifiesAndQueriesToo() {
    try (var paced =
        SpektifSlice.start(
            spektif.url(),
            LIMITERS + "spektif.limit-for-period=1",
            LIMITERS + "spektif.limit-refresh-period=1h",
            LIMITERS + "spektif.timeout-duration=0s")) {
      spektif.verifies();
      var guarded = provider(paced);

      assertThat(guarded.verify(REFERENCE, DESTINATION, CODE))
          .isInstanceOf(VerifyResult.Matched.class);
      assertThat(guarded.verify(REFERENCE, DESTINATION, CODE))
          .isEqualTo(new Unreachable(ofSeconds(1)));
      assertThat(guarded.status(REFERENCE)).isEqualTo(new Unreachable(ofSeconds(1)));
      assertThat(spektif.requests()).hasSize(1);
      assertThat(AdapterMeters.calls(paced, "verify", "rate_limited")).isEqualTo(1);
      assertNoFailure(paced);
    }
  }

  private static String[] oneMessageEvery(String period) {
    return new String[] {
      LIMITERS + "spektif-messages.limit-for-period=1",
      LIMITERS + "spektif-messages.limit-refresh-period=" + period,
      LIMITERS + "spektif-messages.timeout-duration=7s"
    };
  }

  private static OtpProvider provider(ConfigurableApplicationContext paced) {
    return paced.getBean(OtpProvider.class);
  }

  private static void awaitWaiting(ConfigurableApplicationContext paced, int calls) {
    var waiting =
        paced
            .getBean(MeterRegistry.class)
            .get("spektif.call.waiting")
            .tag("limiter", "spektif-messages")
            .gauge();
    await().until(() -> waiting.value() == calls);
  }

  private static void assertNoFailure(ConfigurableApplicationContext paced) {
    var breaker = paced.getBean(CircuitBreakerRegistry.class).circuitBreaker("spektif");
    assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isZero();
  }

  private static <T> List<T> atOnce(int times, Callable<T> call) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(Collections.nCopies(times, call)).stream()
          .map(Future::resultNow)
          .toList();
    }
  }
}
