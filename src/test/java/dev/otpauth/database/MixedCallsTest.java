package dev.otpauth.database;

import static dev.otpauth.ScriptedProvider.RIGHT;
import static dev.otpauth.ScriptedProvider.WRONG;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.ConcurrentCalls;
import dev.otpauth.ScriptedProvider;
import dev.otpauth.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Calls of all kinds about the same few numbers, keys and addresses, over two replicas at once. */
@TestInstance(Lifecycle.PER_CLASS)
class MixedCallsTest {

  private static final int CALLS = 800;
  private static final int NUMBERS = 5;
  private static final int ADDRESSES = 2;
  private static final int KEYS = 20;

  private final ScriptedProvider provider = new ScriptedProvider(Clock.systemUTC());
  private final Queue<String> ids = new ConcurrentLinkedQueue<>();
  private final Random random = new Random(21);
  private ReplicaWithClock one;
  private ReplicaWithClock other;
  private JdbcClient database;

  @BeforeAll
  void start() {
    var fresh = TestDatabase.fresh();
    one = ReplicaWithClock.start(fresh, provider, Duration.ZERO);
    other = ReplicaWithClock.start(fresh, provider, Duration.ZERO);
    database = one.context().getBean(JdbcClient.class);
  }

  @AfterAll
  void stop() {
    one.stop();
    other.stop();
  }

  @Test
  void nobodyWaitsForOneAnotherAndNothingFails() throws Exception {
    var answers = ConcurrentCalls.make(IntStream.range(0, CALLS).mapToObj(this::call).toList());
    var statuses = answers.stream().map(it -> it.getResponse().getStatus()).collect(toSet());
    assertThat(statuses).contains(200, 202, 422, 429).allMatch(it -> it < 500);

    database.sql("select pg_stat_force_next_flush()").query().singleRow();
    assertThat(count("select deadlocks from pg_stat_database where datname = current_database()"))
        .isZero();
    assertThat(count("select count(*) from verification where operation is not null")).isZero();
    assertThat(count("select count(*) from verification where attempts > max_attempts")).isZero();
    assertThat(count("select count(*) from throttled_phone where sends > 1")).isZero();
  }

  private Callable<MvcTestResult> call(int i) {
    var replica = i % 2 == 0 ? one : other;
    var subscriber = replica.subscriber("+62812345678%02d".formatted(random.nextInt(NUMBERS)));
    var address = "192.0.2." + random.nextInt(ADDRESSES);
    var key = "key-" + random.nextInt(KEYS);
    var code = random.nextInt(4) == 0 ? RIGHT : WRONG;
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> () -> noted(subscriber.requestAt(address));
      case 3, 4 -> () -> noted(subscriber.under(key).request());
      case 5, 6, 7 -> () -> subscriber.confirm(id(), code);
      case 8 -> () -> subscriber.resend(id());
      default ->
          switch (random.nextInt(3)) {
            case 0 -> subscriber::erase;
            case 1 -> () -> subscriber.cancel(id());
            default -> () -> subscriber.status(id());
          };
    };
  }

  private MvcTestResult noted(MvcTestResult answer) throws Exception {
    if (answer.getResponse().getStatus() == 202) {
      ids.add(SubscriberCalls.field(answer, "request_id"));
    }
    return answer;
  }

  /** Of the latest requests; of none while there is none. */
  private String id() {
    return ids.stream()
        .skip(Math.max(0, ids.size() - 3))
        .findAny()
        .orElse("00000000-0000-7000-8000-000000000000");
  }

  private long count(String sql) {
    return database.sql(sql).query((row, _) -> row.getLong(1)).single();
  }
}
