package dev.otpauth.spektif;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otpauth.provider.Refused;
import dev.otpauth.provider.SendResult;
import dev.otpauth.spektif.account.ProbeProperties;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Tests what probes detect without a caller. */
@ExtendWith(OutputCaptureExtension.class)
class ProbeTest extends ProbedTest {

  @Test
  void oneEntryOfTheHistoryIsAskedForAtTheStartAndNeverAgainWhileAllIsWell() {
    knowsUs();

    probeIfDue();
    pass(ofMinutes(5));

    var probe = spektif.onlyRequest();
    assertThat(probe.getMethod().value()).isEqualTo("GET");
    assertThat(probe.getUrl()).isEqualTo("/external-api/otp/history?page=1&per_page=1");
    assertThat(probe.getHeader("client-secret")).isEqualTo(SpektifSlice.SECRET);
    assertUp();
    assertThat(adapter.health.health().getDetails())
        .containsEntry("probe", "accepted")
        .containsEntry("probed_at", "2026-03-02T03:25:00Z");
  }

  @Test
  void refusalAtTheStartIsToldAndCallsAreTriedAllTheSame(CapturedOutput output) {
    refusesUs();
    probeIfDue();

    assertThat(down())
        .containsEntry("problem", "address 203.0.113.9 is not whitelisted: add it in the dashboard")
        .containsEntry("cause", "address_not_whitelisted");
    assertThat(adapter.gauge("spektif.account.problem", "cause", "address_not_whitelisted"))
        .isOne();
    assertThat(output.getAll()).containsOnlyOnce("refuses our account");
    assertNothingWasSent();

    spektif.acceptsSends();
    assertThat(calls.send(DESTINATION, SENDER)).isInstanceOf(SendResult.Accepted.class);
  }

  @Test
  void troubleIsSeenToEndWithoutACaller(CapturedOutput output) {
    refusesUs();
    probeIfDue();
    pass(ofSeconds(200));
    var probes = spektif.asked("history");
    // At the start, 1, 2, 4, 8, 16 and 32 s after one another, and then each minute.
    assertThat(probes).isEqualTo(9);
    assertThat(output.getAll()).containsOnlyOnce("refuses our account");

    knowsUs();
    pass(ofMinutes(1));

    assertUp();
    assertThat(adapter.gauge("spektif.account.problem", "cause", "address_not_whitelisted"))
        .isZero();
    assertThat(output.getAll()).containsOnlyOnce("accepts our account again");
    assertNothingWasSent();
    assertThat(spektif.asked("history")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400})
  void pageInPlaceOfAHistoryPointsToTheBaseUrl(int status) {
    spektif.answersEverything(
        aResponse().withStatus(status).withBody(RecordedBodies.file("gateway-error.html")));

    probeIfDue();

    assertThat(String.valueOf(down().get("problem"))).startsWith("responses are web pages");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400})
  void answerThatIsNoHistoryChangesNothing(int status) {
    spektif.answersEverything(aResponse().withStatus(status).withBody("{\"hello\": 1}"));

    probeIfDue();

    assertUp();
    spektif.acceptsSends();
    assertThat(calls.send(DESTINATION, SENDER)).isInstanceOf(SendResult.Accepted.class);
  }

  @Test
  void providerThatWasNotReachedIsProbedUntilItIs() {
    spektif.answersEverything(aResponse().withStatus(502));
    probeIfDue();
    pass(ofMinutes(1));
    assertThat(spektif.asked("history")).isEqualTo(6);
    assertThat(down())
        .containsEntry(
            "problem", "Spektif fails (HTTP 502): check its state; calls resume by themselves")
        .containsEntry("cause", "server_error")
        .containsEntry("operation", "history")
        .containsEntry("since", "2026-03-02T03:25:00Z")
        .containsEntry("probe", "broken");

    refusesUs();
    pass(ofSeconds(10));

    assertThat(down()).containsEntry("cause", "address_not_whitelisted");
  }

  @Test
  void planTemplateAndSenderAreNotProbed() {
    knowsUs();
    probeIfDue();
    spektif.answers("send", 403, RecordedBodies.error("template_not_approved"));
    calls.send(DESTINATION, SENDER);

    pass(ofMinutes(2));

    assertThat(spektif.asked("history")).isEqualTo(1);
    assertThat(down()).containsEntry("cause", "template");
  }

  @Test
  void oneProbeAtATime() throws InterruptedException {
    spektif.answers(
        "history",
        aResponse().withFixedDelay(500).withBody(RecordedBodies.file("history-200.json")));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.execute(this::probeIfDue);
      await().until(() -> spektif.asked("history") == 1);

      probeIfDue();
    }

    assertThat(spektif.asked("history")).isEqualTo(1);
    probeIfDue();
    assertThat(spektif.asked("history")).as("all is well").isEqualTo(1);
  }

  @Test
  void probeTakesNothingOfTheBudgetOfCalls() {
    var poor =
        new ProbingAdapter(
            context,
            ProbingAdapter.USUAL,
            circuits(),
            RateLimiterRegistry.of(
                RateLimiterConfig.custom()
                    .limitForPeriod(1)
                    .limitRefreshPeriod(ofHours(1))
                    .timeoutDuration(Duration.ZERO)
                    .build()));
    knowsUs();

    poor.account.probeIfDue();

    assertThat(spektif.asked("history")).isEqualTo(1);
    assertThat(poor.calls.send(DESTINATION, SENDER)).isInstanceOf(SendResult.Accepted.class);
    assertThat(poor.meters.counter("spektif.probe", "outcome", "accepted").count()).isOne();
    assertThat(poor.meters.find("spektif.call").tag("operation", "history").timer()).isNull();
  }

  @Test
  void switchedOffEachCallIsTried() {
    var off = adapter(new ProbeProperties(false));
    refusesUs();

    for (int i = 0; i < 5; i++) {
      assertThat(off.calls.send(DESTINATION, SENDER)).isEqualTo(new Refused(Refused.Cause.ACCOUNT));
    }

    assertThat(spektif.asked("send")).isEqualTo(5);
    assertThat(spektif.asked("history")).isZero();
    assertThat(off.health.health().getDetails()).containsEntry("cause", "address_not_whitelisted");
  }
}
