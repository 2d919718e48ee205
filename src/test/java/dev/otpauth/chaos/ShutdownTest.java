package dev.otpauth.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A replica is told to stop while it works. */
@Order(10)
@ChaosScenario(ReplicaVariant.PATIENT)
@Isolated("its load, or what it does to the provider, would be felt elsewhere")
class ShutdownTest {

  private static final int IN_FLIGHT = 20;
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int BY_SIGTERM = 143;

  @Test
  void whatIsInFlightIsAnsweredBeforeTheProcessEnds(ChaosEnvironment stage)
      throws IOException, InterruptedException {
    var cases = IntStream.range(0, IN_FLIGHT).mapToObj(_ -> Subscriber.of("shutdown")).toList();
    var replica = stage.second();
    stage.provider.usually(ProviderBehaviour.slow(Duration.ofSeconds(2)));

    var calls =
        cases.stream().map(it -> RetryPolicy.meanwhile(() -> it.request(replica.login()))).toList();
    Eventually.until(
        "all at the provider",
        LIMIT,
        () ->
            cases.stream()
                .mapToInt(it -> stage.provider.calls(ProviderOperation.SEND, it.phone()))
                .sum(),
        count -> count == IN_FLIGHT);
    replica.terminate();
    var seen = calls.stream().map(RetryPolicy::result).toList();
    stage.provider.usually(ProviderBehaviour.ordinary());

    stage.note("SIGTERM with 20 requests in flight", cases, seen.stream());
    assertThat(replica.exitCode(LIMIT)).isIn(0, BY_SIGTERM);
    assertThat(seen).extracting(CallerResponse::words).containsOnly("202 sent");
  }
}
