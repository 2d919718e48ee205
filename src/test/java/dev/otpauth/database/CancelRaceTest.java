package dev.otpauth.database;

import static dev.otpauth.ScriptedProvider.RIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.ConcurrentCalls;
import dev.otpauth.ScriptedProvider;
import dev.otpauth.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** A confirm at one replica and a cancelling at the other, at the same time: one of them wins. */
@TestInstance(Lifecycle.PER_CLASS)
class CancelRaceTest {

  private static final int RACES = 60;

  private final ScriptedProvider provider = new ScriptedProvider(Clock.systemUTC());
  private ReplicaWithClock one;
  private ReplicaWithClock other;

  @BeforeAll
  void start() {
    var fresh = TestDatabase.fresh();
    one = ReplicaWithClock.start(fresh, provider, Duration.ZERO);
    other = ReplicaWithClock.start(fresh, provider, Duration.ZERO);
  }

  @AfterAll
  void stop() {
    one.stop();
    other.stop();
  }

  @Test
  void eitherTheCodeVerifiesOrTheCancellingHolds() throws Exception {
    var ids = new ArrayList<String>();
    var calls = new ArrayList<Callable<MvcTestResult>>();
    for (var i = 0; i < RACES; i++) {
      var mobile = "+628123456%04d".formatted(i);
      var id = one.subscriber(mobile).requested();
      ids.add(id);
      calls.add(() -> one.subscriber(mobile).confirm(id, RIGHT));
      calls.add(() -> other.subscriber(mobile).cancel(id));
    }
    var answers = ConcurrentCalls.make(calls);
    var winners = new HashSet<String>();
    for (var i = 0; i < RACES; i++) {
      var told = told(answers.get(2 * i)) + ", " + told(answers.get(2 * i + 1));
      winners.add(told);
      assertThat(told(one.subscriber("").status(ids.get(i))))
          .as(told)
          .isEqualTo(told.startsWith("verified") ? "verified" : "cancelled");
    }
    assertThat(winners).isSubsetOf("verified, already_verified", "cancelled, cancelled");
  }

  /** The code of a problem, or else why it failed, or else how it stands. */
  private static String told(MvcTestResult answer) throws Exception {
    var body = answer.getResponse().getContentAsString();
    for (var field : new String[] {"code", "failure_reason"}) {
      if (body.contains("\"" + field + "\"")) {
        return SubscriberCalls.field(answer, field);
      }
    }
    return SubscriberCalls.field(answer, "status");
  }
}
