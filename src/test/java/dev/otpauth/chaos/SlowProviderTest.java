package dev.otpauth.chaos;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The provider takes two seconds for everything, and a replica has ten database connections. */
@Order(8)
@ChaosScenario(ReplicaVariant.PATIENT)
@Isolated("its load, or what it does to the provider, would be felt elsewhere")
class SlowProviderTest {

  private static final int CALLERS = 1000;

  @Test
  void aThousandCallersWaitOnTenConnections(ChaosEnvironment stage) throws IOException {
    var cases = IntStream.range(0, CALLERS).mapToObj(_ -> Subscriber.of("slow provider")).toList();
    var caller = stage.first().login();
    stage.provider.usually(ProviderBehaviour.slow(Duration.ofSeconds(2)));

    var seen =
        RetryPolicy.together(
            cases.stream().<Callable<CallerResponse>>map(it -> () -> it.request(caller)).toList());
    stage.provider.usually(ProviderBehaviour.ordinary());

    stage.note("1,000 callers, a provider of 2 s, a pool of 10", cases, seen.stream());
    var broken = seen.stream().map(it -> it.text("broken")).filter(it -> !it.isEmpty());
    assertThat(ResultTable.tally(seen.stream()))
        .as(() -> broken.distinct().collect(joining("\n")))
        .isEqualTo("1000 × 202 sent");
    assertThat(cases).allMatch(it -> stage.provider.books.messagesTo(it.phone()).size() == 1);
  }
}
