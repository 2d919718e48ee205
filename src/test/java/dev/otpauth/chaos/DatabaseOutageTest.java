package dev.otpauth.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** PostgreSQL goes away, and comes back. */
@Order(5)
@ChaosScenario(ReplicaVariant.HASTY)
class DatabaseOutageTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  void nothingIsSentWithoutPostgresAndNoReplicaNeedsARestart(ChaosEnvironment stage)
      throws IOException {
    var without = Subscriber.of("no database");
    var begun = Subscriber.of("begun before");
    var id = begun.begin(stage.first().login());
    var held = List.of(hold(stage, CallUnderTest.SEND), hold(stage, CallUnderTest.VERIFY_RIGHT));
    held.forEach(it -> it.hold().awaitArrival());

    stage.postgres.stop();
    held.forEach(it -> it.hold().release());
    var code = stage.provider.books.code(begun.phone());
    var pair = List.of(stage.first(), stage.second());
    var asked = new ArrayList<Callable<CallerResponse>>();
    for (var replica : pair) {
      asked.add(() -> without.request(replica.login()));
      asked.add(() -> replica.login().confirm(id, code));
    }
    var seen = new ArrayList<>(RetryPolicy.together(asked));
    var cut = held.stream().map(HeldCall::seen).toList();
    var ready = pair.stream().<Callable<Integer>>map(it -> it::readiness).toList();
    assertThat(RetryPolicy.together(ready)).containsOnly(503);
    var sentWithout = stage.provider.calls(ProviderOperation.SEND, without.phone());
    stage.postgres.start();

    for (var replica : pair) {
      Eventually.until("ready again", LIMIT, replica::readiness, status -> status == 200);
      seen.add(without.request(replica.login()));
    }
    stage.note("PostgreSQL stopped, then started", without, seen.stream());
    assertThat(seen.subList(0, 4)).allSatisfy(DatabaseOutageTest::assertGone);
    assertThat(seen.subList(4, 6)).extracting(CallerResponse::words).containsOnly("202 sent");
    assertThat(sentWithout).isZero();
    assertThat(stage.provider.books.attemptsOf(begun.phone())).isZero();
    for (var index = 0; index < held.size(); index++) {
      settles(stage, held.get(index), cut.get(index));
    }
  }

  private static HeldCall hold(ChaosEnvironment stage, CallUnderTest deed) throws IOException {
    var careful = stage.first().login();
    return HeldCall.begin(stage, careful, stage.second().login(), deed, CallStage.UNCOMMITTED, "");
  }

  private static void settles(ChaosEnvironment stage, HeldCall it, CallerResponse cut)
      throws IOException {
    Eventually.until(
        "%s is known although PostgreSQL was gone".formatted(it),
        ChaosEnvironment.A_MINUTE,
        () -> it.subject().row(stage.store),
        it::isKnown);
    var id = it.subject().row(stage.store).id();
    var code = stage.provider.books.code(it.subject().phone());
    var last = ContractCheck.check(stage.first().login().confirm(id, code));
    stage.note("PostgreSQL stopped: " + it, it.subject(), Stream.of(cut, last));
    assertThat(last.words()).isIn("200 verified", "409 already_verified");
    assertThat(ContractCheck.check(cut).words())
        .isIn("202 pending", "503 provider_unavailable", "504 outcome_unknown");
    var row = it.subject().row(stage.store);
    assertThat(row.attempts()).isEqualTo(stage.provider.books.attemptsOf(it.subject().phone()));
    assertThat(row.known()).isOne();
  }

  private static void assertGone(CallerResponse answer) {
    assertThat(ContractCheck.check(answer).words()).isEqualTo("503 provider_unavailable");
    assertThat(answer.number("retry_after")).isPositive();
  }
}
