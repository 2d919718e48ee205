package dev.otpauth.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.otpauth.ConcurrentCalls;
import dev.otpauth.MovableClock;
import dev.otpauth.TestDatabase;
import dev.otpauth.events.ConversionDropped;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tests which callers are reported, once for all replicas. */
@ExtendWith(OutputCaptureExtension.class)
class CallerWatchTest {

  private static final String WARNING = "Fewer of a caller's codes are confirmed than in its last";
  private static final String OVER = "A caller's codes are confirmed as usual again";
  private static final Duration DAY = Duration.ofDays(1);

  private static final HikariDataSource database = TestDatabase.freshDataSource();
  private static final JdbcClient statements = JdbcClient.create(database);

  private final MovableClock clock = new MovableClock();
  private final CallerConversions stored =
      new CallerConversions(new JdbcTemplate(database), statements);
  private final List<ConversionDropped> told = new CopyOnWriteArrayList<>();
  private final Replica replica = new Replica(this::tell);
  private final Replica other = new Replica(this::tell);

  @BeforeAll
  static void migrate() {
    Flyway.configure().dataSource(database).load().migrate();
  }

  @BeforeEach
  void nobodyCalled() {
    statements.sql("truncate caller_conversion, suspicious_caller").update();
  }

  @Test
  void aDropIsToldOnceOverAllReplicas(CapturedOutput output) {
    drops();
    for (var i = 0; i < 2; i++) {
      replica.watch.check();
      other.watch.check();
    }
    assertThat(output.getOut())
        .containsOnlyOnce(WARNING)
        .contains("caller=\"login\"", "sent=\"120\"", "verified=\"40\"", "usual_percent=\"80\"");
    assertThat(told)
        .containsExactly(
            new ConversionDropped(
                "login", 120, 40, 80, Instant.parse("2026-03-02T03:10:00Z"), clock.instant()));
    assertThat(replica.suspicious()).isOne();
    assertThat(other.suspicious()).isOne();
  }

  /** If both replicas report, they publish the same event, which is stored once. */
  @Test
  void replicasThatFindItAtTheSameTimeSayTheSame(CapturedOutput output) throws Exception {
    drops();
    ConcurrentCalls.make(Stream.of(replica, other).map(CallerWatchTest::looking).toList());
    assertThat(output.getOut()).containsOnlyOnce(WARNING);
    assertThat(told).isNotEmpty().containsOnly(told.getFirst());
  }

  @Test
  void aRestartTellsNothingAnew(CapturedOutput output) {
    drops();
    replica.watch.check();
    clock.advance(Duration.ofMinutes(20));
    var restarted = new Replica(this::tell);
    restarted.watch.check();
    assertThat(restarted.suspicious()).isOne();
    assertThat(told).hasSize(1);
    assertThat(output.getOut()).containsOnlyOnce(WARNING);
  }

  @Test
  void theEndIsToldOnceAndTheNextBeginningAgain(CapturedOutput output) {
    drops();
    replica.watch.check();
    began("login", Duration.ofMinutes(30), 0, 60);
    replica.watch.check();
    other.watch.check();
    assertThat(output.getOut()).containsOnlyOnce(OVER).contains("verified=\"100\"");
    assertThat(replica.suspicious()).isZero();
    assertThat(other.suspicious()).isZero();

    clock.advance(Duration.ofHours(2));
    began("login", Duration.ofMinutes(30), 120, 30);
    other.watch.check();
    assertThat(told).hasSize(2);
    assertThat(told.getLast().since()).isAfter(told.getFirst().since());
  }

  @Test
  void aCallerThatSendsNothingAnyMoreIsNotHeldForEver(CapturedOutput output) {
    drops();
    replica.watch.check();
    clock.advance(Duration.ofHours(2));
    replica.watch.check();
    assertThat(output.getOut()).containsOnlyOnce(OVER);
    assertThat(replica.suspicious()).isZero();
  }

  @Test
  void codesThatMayStillBeTypedSayNothing() {
    began("login", DAY, 1000, 800);
    began("login", Duration.ofSeconds(1), 200, 0);
    began("login", Duration.ofMinutes(10), 200, 0);
    replica.watch.check();
    assertThat(replica.suspicious()).isZero();

    clock.advance(Duration.ofMinutes(5));
    replica.watch.check();
    assertThat(replica.suspicious()).isOne();
  }

  @Test
  void eachCallerIsHeldToItsOwnLastWeek() {
    began("low", DAY, 1000, 200);
    began("low", Duration.ofMinutes(30), 200, 40);
    began("high", DAY, 1000, 900);
    began("high", Duration.ofMinutes(30), 200, 180);
    began("new", Duration.ofMinutes(30), 200, 0);
    began("quiet", DAY, 1000, 900);
    began("old", Duration.ofDays(8), 1000, 900);
    began("old", Duration.ofMinutes(30), 200, 0);
    replica.watch.check();
    assertThat(told).isEmpty();
    assertThat(replica.suspicious()).isZero();
  }

  @Test
  void anEventThatCannotBeWrittenIsTriedAgain(CapturedOutput output) {
    drops();
    var fails = new Replica(_ -> fail());
    fails.watch.check();
    assertThat(output.getOut()).contains("DataAccessResourceFailure").doesNotContain(WARNING);
    assertThat(fails.suspicious()).as("the alert does not depend on it").isOne();
    replica.watch.check();
    assertThat(told).hasSize(1);
    assertThat(output.getOut()).containsOnlyOnce(WARNING);
  }

  @Test
  void withoutTheDatabaseNothingIsKnown() {
    assertThat(replica.suspicious()).as("before the first look").isNaN();
    replica.watch.check();
    assertThat(replica.suspicious()).isZero();
    statements.sql("alter table caller_conversion rename to gone").update();
    try {
      replica.watch.check();
      assertThat(replica.suspicious()).isNaN();
    } finally {
      statements.sql("alter table gone rename to caller_conversion").update();
    }
  }

  /** A week with four in five verified, then an hour with one in three. */
  private void drops() {
    began("login", DAY, 500, 420);
    began("login", DAY.multipliedBy(6), 500, 380);
    began("login", Duration.ofMinutes(20), 60, 20);
    began("login", Duration.ofMinutes(60), 60, 20);
  }

  private void began(String caller, Duration ago, int sent, int verified) {
    var begin = CallerSlice.beginAt(clock.instant().minus(ago));
    stored.add(Map.of(new CallerSlice(caller, begin), new Conversion(sent, verified)));
  }

  private void tell(Object event) {
    told.add((ConversionDropped) event);
  }

  private static void fail() {
    throw new DataAccessResourceFailureException("gone");
  }

  private static Callable<Boolean> looking(Replica replica) {
    return () -> {
      replica.watch.check();
      return true;
    };
  }

  /** A replica with its own meters. */
  private final class Replica {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CallerWatch watch;

    Replica(ApplicationEventPublisher events) {
      this.watch = new CallerWatch(stored, events, meters, clock);
    }

    double suspicious() {
      return meters.get("otp.caller.suspicious").gauge().value();
    }
  }
}
