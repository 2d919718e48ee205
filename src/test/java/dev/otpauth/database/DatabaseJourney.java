package dev.otpauth.database;

import static dev.otpauth.ScriptedProvider.RIGHT;
import static dev.otpauth.ScriptedProvider.WRONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otpauth.Jobs;
import dev.otpauth.ScriptedProvider.Call;
import dev.otpauth.ServiceTest;
import dev.otpauth.provider.Unknown;
import java.io.UnsupportedEncodingException;
import java.time.Duration;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Everything that the service does with its database, once: calls, settlement, retention. */
record DatabaseJourney(MockMvcTester mvc, ServiceTest.World world, Jobs jobs) {

  static DatabaseJourney in(ApplicationContext context) {
    return new DatabaseJourney(
        context.getBean(MockMvcTester.class),
        context.getBean(ServiceTest.World.class),
        new Jobs(context));
  }

  /** Goes all the way. */
  void go() throws UnsupportedEncodingException {
    callsAreAnswered();
    lostAnswersAreSettled();
    jobs.runAll();
    whatIsOldIsForgotten();
  }

  private void callsAreAnswered() throws UnsupportedEncodingException {
    var subscriber = new SubscriberCalls(mvc, "081234567890");
    var id = subscriber.requested();
    assertThat(subscriber.confirm(id, WRONG)).hasStatus(422);
    assertThat(subscriber.resend(id)).hasStatus(202);
    assertThat(subscriber.confirm(id, RIGHT)).hasStatus(200);
    assertThat(SubscriberCalls.field(subscriber.status(id), "status")).isEqualTo("verified");
    assertThat(subscriber.erase())
        .hasStatus(200)
        .bodyJson()
        .extractingPath("$.erased")
        .isEqualTo(1);
    assertThat(subscriber.status(id)).hasStatus(404);
  }

  private void lostAnswersAreSettled() throws UnsupportedEncodingException {
    var subscriber = new SubscriberCalls(mvc, "081234567891");
    world.provider().losesAnswer(Call.SEND);
    world.provider().answers(Call.HISTORY, Unknown.LOST);
    var id = subscriber.requested();
    world.clock().advance(Duration.ofSeconds(5));
    jobs.run("SettlementWorker.settleDue");
    await()
        .until(() -> number("select count(*) from verification where operation is not null") == 0);
    assertThat(subscriber.confirm(id, RIGHT)).hasStatus(200);
  }

  private void whatIsOldIsForgotten() {
    world.clock().advance(Duration.ofDays(366));
    jobs.run("RetentionJob.run");
    var left =
        """
        select (select count(*) from verification) + (select count(*) from throttled_phone) + (select count(*) from idempotency_record)
        """;
    assertThat(number(left)).isZero();
  }

  private int number(String sql) {
    return world.database().sql(sql).query(Integer.class).single();
  }
}
