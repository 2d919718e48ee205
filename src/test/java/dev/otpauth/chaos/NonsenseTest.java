package dev.otpauth.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The provider answers anything at all. */
@Order(4)
@ChaosScenario(ReplicaVariant.HASTY)
@Isolated("its load, or what it does to the provider, would be felt elsewhere")
class NonsenseTest {

  private static final int ANSWERS = 1000;
  private static final long SEED = 20_261_122;
  private static final int AT_ONCE = 40;
  private static final List<ProviderOperation> OPERATIONS = List.of(ProviderOperation.values());

  @Test
  void aThousandRandomAnswersEndInAnswersOfTheContract(ChaosEnvironment stage) throws IOException {
    var cases =
        IntStream.range(0, ANSWERS).mapToObj(it -> Subscriber.of("random answer " + it)).toList();
    var replicas = stage.alternating(ANSWERS);
    var room = new Semaphore(AT_ONCE);
    var calls =
        IntStream.range(0, ANSWERS)
            .<Callable<CallerResponse>>mapToObj(
                it -> () -> within(room, () -> ask(stage, replicas.get(it), cases.get(it), it)))
            .toList();

    var seen = RetryPolicy.together(calls);

    stage.note("1,000 random answers of the provider", cases, seen.stream());
    assertThat(seen).allSatisfy(ContractCheck::check);
  }

  private static CallerResponse ask(
      ChaosEnvironment stage, ReplicaProcess replica, Subscriber it, int index) {
    var operation = OPERATIONS.get(index % OPERATIONS.size());
    var caller = replica.login();
    var begun =
        List.of(ProviderOperation.RESEND, ProviderOperation.VERIFY, ProviderOperation.STATUS)
            .contains(operation);
    var id = begun ? it.begin(caller) : new UUID(0, 0);
    var seed = SEED + index * 10L;
    for (var of : List.of(operation, ProviderOperation.STATUS, ProviderOperation.HISTORY)) {
      stage.provider.once(of, it.phone(), RandomResponses.of(seed++));
    }
    return switch (operation) {
      case SEND -> it.request(caller);
      case RESEND -> caller.resend(id);
      case VERIFY -> caller.confirm(id, stage.provider.books.code(it.phone()));
      case STATUS -> caller.status(id);
      case HISTORY -> replica.support().history(it.phone());
    };
  }

  private static CallerResponse within(Semaphore room, Callable<CallerResponse> call)
      throws Exception {
    room.acquire();
    try {
      return call.call();
    } finally {
      room.release();
    }
  }
}
