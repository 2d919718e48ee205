package dev.otpauth.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * {@code kill -9} of a replica with calls in flight, one at each moment; the other carries on. Most
 * of it is waiting, so it does so beside what happens on the other stage.
 */
@Order(9)
@ChaosScenario(ReplicaVariant.PATIENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class KilledReplicaTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final List<HeldCall> left = new ArrayList<>();
  private final List<HeldCall> keyed = new ArrayList<>();
  private long killedAt;

  @BeforeAll
  void kill(ChaosEnvironment stage) throws IOException, SQLException {
    var victim = stage.second();
    for (var deed : CallUnderTest.values()) {
      for (var moment : CallStage.values()) {
        left.add(begin(stage, victim, deed, moment, ""));
      }
    }
    for (var deed : List.of(CallUnderTest.SEND, CallUnderTest.RESEND, CallUnderTest.VERIFY_RIGHT)) {
      keyed.add(begin(stage, victim, deed, CallStage.UNANSWERED, UUID.randomUUID().toString()));
      keyed.add(
          begin(stage, victim, deed, CallStage.NEVER_PROCESSED, UUID.randomUUID().toString()));
    }
    var all = Stream.concat(left.stream(), keyed.stream()).toList();
    all.forEach(it -> it.hold().awaitArrival());
    var locks = lockTheUncommitted(stage);
    victim.kill();
    killedAt = System.nanoTime();
    for (var lock : locks) {
      lock.close();
    }
    assertThat(all).extracting(it -> it.seen().words()).containsOnly("no answer");
  }

  private static HeldCall begin(
      ChaosEnvironment stage,
      ReplicaProcess victim,
      CallUnderTest deed,
      CallStage moment,
      String key)
      throws IOException {
    return HeldCall.begin(stage, stage.first().login(), victim.login(), deed, moment, key);
  }

  /** Their rows are held, so that the answer has come and cannot be written down. */
  private List<Connection> lockTheUncommitted(ChaosEnvironment stage) throws SQLException {
    var locks = new ArrayList<Connection>();
    for (var it : left.stream().filter(it -> it.moment() == CallStage.UNCOMMITTED).toList()) {
      locks.add(stage.store.lock(it.subject().purpose()));
      it.hold().release();
    }
    Eventually.until("answers wait", LIMIT, stage.store::waiting, count -> count >= locks.size());
    return locks;
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void whatTheProviderDidIsKnownWithinAMinuteAlthoughNobodyAsks(ChaosEnvironment stage)
      throws IOException {
    for (var it : left) {
      var row =
          Eventually.until(
              "%s is known to the survivor".formatted(it),
              ChaosEnvironment.A_MINUTE.minusNanos(System.nanoTime() - killedAt),
              () -> it.subject().row(stage.store),
              it::isKnown);
      var truth = stage.provider.books;
      var phone = it.subject().phone();
      assertThat(row.known()).as(it + ": references").isEqualTo(truth.messagesTo(phone).size());
      assertThat(row.attempts()).as(it + ": attempts").isEqualTo(truth.attemptsOf(phone));
    }
    var survivor = stage.first().login();
    for (var it : left) {
      var known = it.subject().row(stage.store).state();
      var seen = new ArrayList<>(List.of(it.seen()));
      var id = it.subject().row(stage.store).id();
      if (known.equals("sent")) {
        var code = stage.provider.books.code(it.subject().phone());
        seen.add(ContractCheck.check(survivor.confirm(id, code)));
      }
      seen.add(ContractCheck.check(survivor.status(id)));
      stage.note("kill -9: " + it, it.subject(), seen.stream());
      assertThat(it.subject().row(stage.store).state()).isIn("verified", "failed/send_failed");
    }
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void aKeyIsNotWedged(ChaosEnvironment stage) throws IOException {
    var survivor = stage.first().login();
    var truth = stage.provider.books;
    for (var it : keyed) {
      var caller = survivor.keyed(it.key());
      var phone = it.subject().phone();
      var last =
          RetryPolicy.untilSettled(
              ChaosEnvironment.A_MINUTE, () -> it.deed().ask(caller, it.subject(), it.id(), truth));
      stage.note("kill -9, key repeated: " + it, it.subject(), Stream.of(it.seen(), last));
      assertThat(last.words()).as(it.toString()).isEqualTo(repeated(it));
      assertThat(truth.messagesTo(phone)).as(it.toString()).hasSize(messages(it));
      assertThat(truth.attemptsOf(phone))
          .as(it.toString())
          .isEqualTo(it.subject().row(stage.store).attempts())
          .isEqualTo(it.deed() == CallUnderTest.VERIFY_RIGHT ? 1 : 0);
    }
  }

  private static String repeated(HeldCall it) {
    return switch (it.deed()) {
      case SEND -> it.isDone() ? "202 sent" : "202 failed";
      case RESEND -> it.isDone() ? "202 sent" : "410 not_delivered";
      case VERIFY_RIGHT -> "200 verified";
      case VERIFY_WRONG -> "422 invalid_code";
    };
  }

  private static int messages(HeldCall it) {
    return switch (it.deed()) {
      case SEND -> it.isDone() ? 1 : 0;
      case RESEND -> it.isDone() ? 2 : 1;
      case VERIFY_RIGHT, VERIFY_WRONG -> 1;
    };
  }
}
