package dev.otpauth.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otpauth.ConcurrentCalls;
import dev.otpauth.MovableClock;
import dev.otpauth.TestDatabase;
import dev.otpauth.idempotency.CallOutcome.Effect;
import dev.otpauth.idempotency.IdempotencyRecord.Use;
import dev.otpauth.phone.KeyRing;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link KeyedCalls} run once per key. */
class KeyedCallsTest {

  private static final IdempotencyKey KEY = new IdempotencyKey("support", "k");
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Outcome SENT = new Outcome("sent", Effect.FINAL);
  private static final Outcome WAIT = new Outcome("wait", Effect.NOT_STARTED);
  private static final DataSource database = TestDatabase.freshDataSource();
  private static final JdbcClient statements = JdbcClient.create(database);

  private final MovableClock clock = new MovableClock();
  private final JdbcTemplate template = new JdbcTemplate(database);
  private final KeyedCalls calls = calls(template);
  private final AtomicInteger made = new AtomicInteger();

  private KeyedCalls calls(JdbcTemplate database) {
    var records =
        new IdempotencyRecords(database, statements, KeyRing.of("digest", "k1").vault(), clock);
    return new KeyedCalls(records, new IdempotencyRules(records), clock);
  }

  @BeforeAll
  static void migrate() {
    Flyway.configure().dataSource(database).load().migrate();
  }

  @BeforeEach
  void noKeys() {
    statements.sql("truncate idempotency_record").update();
  }

  @Test
  void aCallWithoutAKeyIsMadeEachTime() {
    assertThat(answer(null, SENT)).isEqualTo("sent");
    assertThat(answer(null, SENT)).isEqualTo("sent");
    assertThat(made).hasValue(2);
  }

  @Test
  void aRepeatGetsTheFirstAnswerAndIsNotMade() {
    assertThat(answer("body", SENT)).isEqualTo("sent");
    assertThat(answer("body", new Outcome("another", Effect.FINAL))).isEqualTo("replayed sent");
    assertThat(made).hasValue(1);
  }

  @Test
  void anotherBodyUnderTheKeyIsNotMade() {
    answer("body", SENT);
    assertThat(answer("other", SENT)).isEqualTo("Reused");
    assertThat(made).hasValue(1);
  }

  @Test
  void whatDidNothingLeavesTheKeyFreeForAnyCall() {
    assertThat(answer("body", WAIT)).isEqualTo("wait");
    assertThat(answer("other", SENT)).isEqualTo("sent");
    assertThat(made).hasValue(2);
  }

  @Test
  void whileItIsBeingMadeARepeatIsToldSo() {
    var repeat = new StringBuilder();
    answer(
        "body",
        () -> {
          repeat.append(answer("body", SENT));
          return SENT;
        });
    assertThat(repeat).hasToString("Running");
    assertThat(made).as("by the first").hasValue(0);
  }

  @Test
  void whatWasInterruptedIsNeverMadeAgain() {
    assertThatThrownBy(() -> answer("body", KeyedCallsTest::dies)).hasMessage("killed");
    assertThat(answer("body", SENT)).isEqualTo("Running");
    clock.advance(LONGEST);
    assertThat(answer("body", SENT)).isEqualTo("Interrupted");
    assertThat(answer("body", SENT)).isEqualTo("replayed Interrupted");
    assertThat(made).hasValue(0);
  }

  private static Outcome dies() {
    throw new IllegalStateException("killed");
  }

  @Test
  void ofManyRepeatsAtOnceOneIsMade() throws Exception {
    ConcurrentCalls.make(
        IntStream.range(0, 20)
            .mapToObj(_ -> (Callable<String>) () -> answer("body", SENT))
            .toList());
    assertThat(made).hasValue(1);
  }

  @Test
  void anAnswerThatCannotBeStoredIsGivenAllTheSame() {
    assertThat(answer("body", this::losesItsDatabase)).isEqualTo("sent");
  }

  private Outcome losesItsDatabase() {
    statements.sql("alter table idempotency_record rename to hidden").update();
    return SENT;
  }

  @AfterEach
  void databaseIsBack() {
    statements.sql("alter table if exists hidden rename to idempotency_record").update();
  }

  private String answer(@Nullable String body, Outcome outcome) {
    return answer(
        body,
        () -> {
          made.incrementAndGet();
          return outcome;
        });
  }

  private String answer(@Nullable String body, Supplier<Outcome> making) {
    var call =
        body == null
            ? null
            : new IdempotentCall<Outcome>(KEY, body.getBytes(UTF_8), KeyedCallsTest::rendered);
    return switch (calls.make(call, LONGEST, making, KeyedCallsTest::inUse)) {
      case Reply.Outcome<Outcome>(var outcome) -> outcome.value();
      case Reply.Stored<Outcome>(var response, var isReplayed) ->
          (isReplayed ? "replayed " : "") + response.body();
    };
  }

  private static Outcome inUse(Use use) {
    return new Outcome(
        use.getClass().getSimpleName(),
        use instanceof Use.Interrupted ? Effect.FINAL : Effect.NOT_STARTED);
  }

  private static StoredResponse rendered(Outcome outcome) {
    return new StoredResponse(200, null, "text/plain", outcome.value());
  }

  private record Outcome(String value, Effect effect) implements CallOutcome {
    @Override
    public @Nullable UUID subjectId() {
      return null;
    }
  }
}
