package dev.otpauth.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Four writers on two replicas: no more than a limit pass, ever. */
@Order(11)
@ChaosScenario(ReplicaVariant.STRICT)
class LimitsTest {

  private static final int WRITERS = 4;
  private static final int EACH = 25;

  @Test
  void anAddressGetsSevenCodesHoweverManyReplicasItAsks(ChaosEnvironment stage) throws IOException {
    var cases =
        IntStream.range(0, WRITERS * EACH).mapToObj(_ -> Subscriber.of("one address")).toList();

    var seen = written(stage, cases, "192.0.2.7");

    stage.note("4 writers, 100 numbers, one address with 7 an hour", cases, seen.stream());
    assertThat(seen).filteredOn(answer -> answer.is(202, "sent")).hasSize(7);
    assertThat(seen)
        .filteredOn(answer -> !answer.is(202, "sent"))
        .allMatch(answer -> answer.is(429, "rate_limit_exceeded"))
        .allMatch(answer -> answer.text("limited_by").equals("client_ip"));
    assertThat(messages(stage, cases)).isEqualTo(7);
  }

  @Test
  void aNumberGetsOneCodeAtATimeAndThreeInAll(ChaosEnvironment stage) throws IOException {
    var it = Subscriber.of("one number");
    var all = new ArrayList<CallerResponse>();
    for (var sends = 1; sends <= 3; sends++) {
      var seen =
          written(stage, IntStream.range(0, WRITERS * EACH).mapToObj(_ -> it).toList(), null);
      all.addAll(seen);
      assertThat(seen).filteredOn(answer -> answer.is(202, "sent")).hasSize(1);
      assertThat(stage.provider.books.messagesTo(it.phone())).hasSize(sends);
      var told = ContractCheck.check(it.request(stage.second().login()));
      assertThat(told.text("limited_by")).isEqualTo("phone");
      if (sends < 3) {
        assertThat(told.number("retry_after")).isBetween(1, 3);
        Eventually.pass(told.retryAfter());
      } else {
        assertThat(told.number("retry_after")).isGreaterThan(3_600);
      }
    }
    stage.note(
        "3 × 100 requests by 4 writers for one number, the told wait between", it, all.stream());
  }

  /** Each writer asks one replica after the other, without a pause. */
  private static List<CallerResponse> written(
      ChaosEnvironment stage, List<Subscriber> cases, @Nullable String clientIp)
      throws IOException {
    var replicas = stage.alternating(cases.size());
    var writers =
        IntStream.range(0, WRITERS)
            .<Callable<List<CallerResponse>>>mapToObj(
                writer ->
                    () ->
                        IntStream.range(writer * EACH, (writer + 1) * EACH)
                            .mapToObj(
                                i -> {
                                  var caller = replicas.get(i).login();
                                  return clientIp == null
                                      ? cases.get(i).request(caller)
                                      : cases.get(i).requestAt(clientIp, caller);
                                })
                            .map(ContractCheck::check)
                            .toList())
            .toList();
    return RetryPolicy.together(writers).stream().flatMap(List::stream).toList();
  }

  private static int messages(ChaosEnvironment stage, List<Subscriber> cases) {
    return cases.stream().mapToInt(it -> stage.provider.books.messagesTo(it.phone()).size()).sum();
  }
}
