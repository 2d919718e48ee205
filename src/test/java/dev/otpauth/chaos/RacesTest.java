package dev.otpauth.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Many at once, over both replicas. */
@Order(2)
@ChaosScenario(ReplicaVariant.HASTY)
class RacesTest {

  private static final int MANY = 50;
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @Test
  void ofFiftyConfirmsWithTheRightCodeOneVerifies(ChaosEnvironment stage) throws IOException {
    var it = Subscriber.of("fifty confirms");
    var id = it.begin(stage.first().login());
    var code = stage.provider.books.code(it.phone());
    stage.provider.once(
        ProviderOperation.VERIFY, it.phone(), ProviderBehaviour.slow(Duration.ofMillis(300)));

    var seen = confirms(stage, id, code);

    stage.note("50 parallel confirms with the right code", it, seen.stream());
    assertThat(seen).filteredOn(answer -> answer.is(200, "verified")).hasSize(1);
    assertThat(seen.stream().map(CallerResponse::words))
        .isSubsetOf("200 verified", "409 in_progress", "409 already_verified");
    assertThat(stage.provider.books.attemptsOf(it.phone())).isOne();
    assertThat(it.row(stage.store).attempts()).isOne();
  }

  @Test
  void guessesInParallelNeverCountMoreThanFive(ChaosEnvironment stage) throws IOException {
    var it = Subscriber.of("fifty guesses");
    var id = it.begin(stage.first().login());
    var seen = new ArrayList<CallerResponse>();
    for (var round = 0; round < 7; round++) {
      stage.provider.once(
          ProviderOperation.VERIFY, it.phone(), ProviderBehaviour.slow(Duration.ofSeconds(1)));
      seen.addAll(confirms(stage, id, stage.provider.books.wrongCode(it.phone())));
      if (round == 1 || round == 3) {
        seen.add(RetryPolicy.untilSettled(LIMIT, () -> resend(stage, id)));
      }
    }

    var right = stage.provider.books.code(it.phone());
    var last = ContractCheck.check(stage.second().login().confirm(id, right));

    stage.note(
        "7 × 50 parallel guesses, 2 resends between",
        it,
        Stream.concat(seen.stream(), Stream.of(last)));
    assertThat(stage.provider.books.attemptsOf(it.phone())).isEqualTo(5);
    assertThat(it.row(stage.store).attempts()).isEqualTo(5);
    assertThat(seen).noneMatch(answer -> answer.status() == 200);
    assertThat(last.words()).isEqualTo("410 attempts_exhausted");
  }

  private static CallerResponse resend(ChaosEnvironment stage, UUID id) {
    try {
      return stage.second().login().resend(id);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<CallerResponse> confirms(ChaosEnvironment stage, UUID id, String code)
      throws IOException {
    var calls =
        stage.alternating(MANY).stream()
            .<Callable<CallerResponse>>map(
                it -> () -> ContractCheck.check(it.login().confirm(id, code)))
            .toList();
    return RetryPolicy.together(calls);
  }
}
