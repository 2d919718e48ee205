package dev.otpauth.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A provider that says more than it was asked, with many callers at once. */
@Order(2)
@ChaosScenario(ReplicaVariant.HASTY)
@Isolated("what the provider does to every call would be felt elsewhere")
class StrangersAnswersTest {

  private static final int CALLERS = 12;
  private static final int ROUNDS = 3;
  private static final Duration LIMIT = Duration.ofSeconds(45);

  @ParameterizedTest
  @EnumSource(SurplusResponse.class)
  void everyAnswerBelongsToItsRequest(SurplusResponse surplus, ChaosEnvironment stage)
      throws Exception {
    var name = surplus.name().toLowerCase(Locale.ROOT);
    var cases = IntStream.range(0, CALLERS * ROUNDS).mapToObj(it -> Subscriber.of(name)).toList();
    var answers = new ArrayList<CallerResponse>();
    stage.provider.usually(surplus.behaviour());
    try {
      for (int round = 0; round < ROUNDS; round++) {
        var those = cases.subList(round * CALLERS, (round + 1) * CALLERS);
        var calls =
            those.stream()
                .<Callable<List<CallerResponse>>>map(it -> () -> login(stage, it))
                .toList();
        RetryPolicy.together(calls).forEach(answers::addAll);
      }
    } finally {
      stage.provider.usually(ProviderBehaviour.ordinary());
    }
    stage.note("more than was asked for: " + name, cases, answers.stream());
    for (var it : cases) {
      assertOwnBooks(stage, it);
    }
  }

  /** Request, wrong code, resend, wrong code, right code. */
  private static List<CallerResponse> login(ChaosEnvironment stage, Subscriber it)
      throws IOException {
    var books = stage.provider.books;
    var caller = stage.first().login();
    var begun = ContractCheck.check(it.request(caller));
    assertThat(begun.words()).isEqualTo("202 sent");
    var id = begun.requestId();
    var wrong = confirm(caller, id, books.wrongCode(it.phone()));
    assertThat(wrong.words()).isEqualTo("422 invalid_code");
    var resent = RetryPolicy.untilSettled(LIMIT, () -> caller.resend(id));
    assertThat(resent.words()).isEqualTo("202 sent");
    var again = confirm(stage.second().login(), id, books.wrongCode(it.phone()));
    assertThat(again.words()).isEqualTo("422 invalid_code");
    var right = confirm(caller, id, books.code(it.phone()));
    assertThat(right.words()).isEqualTo("200 verified");
    return List.of(begun, wrong, resent, again, right);
  }

  private static CallerResponse confirm(CallerClient caller, UUID id, String code) {
    return RetryPolicy.untilSettled(LIMIT, () -> caller.confirm(id, code));
  }

  /** Every reference we keep for a verification is, at the provider, one of its number's. */
  private static void assertOwnBooks(ChaosEnvironment stage, Subscriber it) throws Exception {
    var books = stage.provider.books;
    var row = it.row(stage.store);
    assertThat(row.state()).as(it.toString()).isEqualTo("verified");
    assertThat(row.attempts()).as(it.toString()).isEqualTo(books.attemptsOf(it.phone()));
    assertThat(stage.store.references(row.id()))
        .hasSize(2)
        .allSatisfy(reference -> assertThat(books.phoneOf(reference)).isEqualTo(it.phone()));
    assertThat(books.isVerified(it.phone())).isTrue();
  }
}
