package dev.otpauth.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The provider answers everything by an error. */
@Order(7)
@ChaosScenario(ReplicaVariant.PATIENT)
@Isolated("its load, or what it does to the provider, would be felt elsewhere")
class ProviderOutageTest {

  private static final int CONFIRMS = 40;
  private static final int REQUESTS = 60;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  void anOutageCostsNoAttempt(ChaosEnvironment stage) throws IOException {
    var it = Subscriber.of("outage");
    var id = it.begin(stage.first().login());
    var code = stage.provider.books.code(it.phone());
    var seen = new ArrayList<CallerResponse>();

    stage.provider.usually(
        ProviderBehaviour.refusing(ProviderReply.error(503, "service_unavailable", null)));
    for (var replica : stage.alternating(CONFIRMS)) {
      seen.add(ContractCheck.check(replica.login().confirm(id, code)));
    }
    stage.provider.usually(ProviderBehaviour.ordinary());

    assertThat(seen)
        .allMatch(
            answer ->
                answer.status() == 503 || answer.status() == 504 || answer.is(409, "in_progress"));
    var caller = stage.second().login();
    var after =
        Eventually.until(
            "settled after the outage",
            LIMIT,
            () -> caller.status(id),
            answer -> it.row(stage.store).settled());
    assertThat(caller.status(id).number("remaining_attempts")).as(after.body()).isEqualTo(5);
    var last = RetryPolicy.untilSettled(LIMIT, () -> caller.confirm(id, code));
    stage.note(
        "every call 503 over 40 confirms, then one more",
        it,
        Stream.concat(seen.stream(), Stream.of(last)));
    assertThat(last.words()).isEqualTo("200 verified");
    assertThat(stage.provider.books.attemptsOf(it.phone())).isOne();
    assertThat(it.row(stage.store).attempts()).isOne();
    assertCircuitsClose(stage);
  }

  /** Told as the provider's platform tells a lost database: HTTP 200, {@code exception}. */
  @Test
  void anOutageThatIsToldAsExceptionsOpensTheCircuit(ChaosEnvironment stage) throws IOException {
    var cases = new ArrayList<Subscriber>();
    var seen = new ArrayList<CallerResponse>();
    stage.provider.usually(ProviderBehaviour.refusing(ProviderReply.error(200, "exception", null)));
    for (var i = 0; i < REQUESTS; i++) {
      cases.add(Subscriber.of("exception " + i));
      seen.add(ContractCheck.check(cases.getLast().request(stage.first().login())));
    }
    stage.provider.usually(ProviderBehaviour.ordinary());

    assertThat(seen).allMatch(it -> it.is(202, "pending") || it.status() == 503);
    assertThat(seen.getLast().status()).isEqualTo(503);
    for (var it : cases) {
      Eventually.until(
          it + " is settled", LIMIT, () -> it.row(stage.store), StoredState.Row::settled);
    }
    stage.note("every call answered `exception` over 60 requests", cases, seen.stream());
    assertCircuitsClose(stage);
  }

  private static void assertCircuitsClose(ChaosEnvironment stage) throws IOException {
    for (var replica : List.of(stage.first(), stage.second())) {
      Eventually.until(
          "the provider is asked again",
          LIMIT,
          () -> Subscriber.of("after the outage").request(replica.login()),
          answer -> answer.is(202, "sent"));
    }
  }
}
