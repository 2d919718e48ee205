package dev.otpauth.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.otpauth.ConcurrentCalls;
import dev.otpauth.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tests counting with several replicas. */
@ExtendWith(OutputCaptureExtension.class)
class CallerTallyTest {

  private static final HikariDataSource database = TestDatabase.freshDataSource();
  private static final JdbcClient statements = JdbcClient.create(database);
  private static final Instant NOW = Instant.parse("2026-03-02T03:25:00Z");

  private final CallerConversions stored =
      new CallerConversions(new JdbcTemplate(database), statements);
  private final CallerTally tally = new CallerTally(stored);
  private final CallerTally other = new CallerTally(stored);

  @BeforeAll
  static void migrate() {
    Flyway.configure().dataSource(database).load().migrate();
  }

  @BeforeEach
  void nothingCounted() {
    statements.sql("truncate caller_conversion").update();
  }

  @Test
  void twoReplicasAddToTheSameSlice() {
    counts(tally, "login", NOW, 3, 1);
    counts(other, "login", NOW, 2, 2);
    tally.write();
    other.write();
    assertThat(rows()).containsExactly("login 03:20 5 3");

    counts(tally, "login", NOW, 0, 1);
    tally.write();
    tally.write();
    assertThat(rows()).containsExactly("login 03:20 5 4");
  }

  @Test
  void aVerificationCountsWhereItBegan() {
    counts(tally, "login", NOW.minusMillis(1), 1, 0);
    counts(tally, "login", NOW.minusSeconds(300), 1, 0);
    counts(tally, "login", NOW.minusSeconds(301), 1, 1);
    counts(tally, "shop", NOW, 1, 0);
    tally.write();
    assertThat(rows()).containsExactly("login 03:10 1 1", "login 03:20 2 0", "shop 03:20 1 0");
  }

  /** Replicas do not deadlock, whatever the order of their counts. */
  @Test
  void replicasThatWriteAtTheSameTimeLoseNothing(CapturedOutput output) throws Exception {
    var replicas = IntStream.range(0, 8).mapToObj(_ -> new CallerTally(stored)).toList();
    for (var round = 0; round < 10; round++) {
      for (var replica = 0; replica < replicas.size(); replica++) {
        for (var caller = 0; caller < 100 << replica % 4; caller++) {
          counts(replicas.get(replica), "caller " + caller, NOW, 1, 1);
        }
      }
      ConcurrentCalls.make(replicas.stream().map(CallerTallyTest::writing).toList());
    }
    assertThat(output).doesNotContain("Could not write");
    assertThat(rows())
        .hasSize(800)
        .contains("caller 99 03:20 80 80", "caller 199 03:20 60 60", "caller 799 03:20 20 20");
  }

  @Test
  void whatCannotBeWrittenIsTriedAgain(CapturedOutput output) {
    counts(tally, "login", NOW, 2, 1);
    statements.sql("alter table caller_conversion rename to gone").update();
    try {
      tally.write();
      counts(tally, "login", NOW, 1, 0);
    } finally {
      statements.sql("alter table gone rename to caller_conversion").update();
    }
    assertThat(output).containsOnlyOnce("Could not write the counts of callers' verifications");
    tally.write();
    tally.write();
    assertThat(rows()).containsExactly("login 03:20 3 1");
  }

  @Test
  void whatIsKeptIsBounded() {
    for (var caller = 0; caller < CallerTally.MAX_SLICES + 10; caller++) {
      counts(tally, "caller " + caller, NOW, 1, 0);
    }
    counts(tally, "caller 0", NOW, 1, 0);
    tally.write();
    assertThat(rows()).hasSize(CallerTally.MAX_SLICES).contains("caller 0 03:20 2 0");
  }

  @Test
  void onlyWhatIsOldIsForgottenAndOnlySoMuchAtATime() {
    for (var old = 1; old <= 3; old++) {
      counts(
          tally, "login", NOW.minus(Duration.ofDays(8)).minus(Duration.ofMinutes(10L * old)), 1, 0);
    }
    counts(tally, "login", NOW.minus(Duration.ofDays(8)).plusSeconds(600), 1, 0);
    tally.write();
    assertThat(stored.forget(NOW, 2)).isEqualTo(2);
    assertThat(stored.forget(NOW, 2)).isEqualTo(1);
    assertThat(stored.forget(NOW, 2)).isZero();
    assertThat(rows()).hasSize(1);
  }

  private static Callable<Boolean> writing(CallerTally replica) {
    return () -> {
      replica.write();
      return true;
    };
  }

  private static void counts(CallerTally tally, String caller, Instant at, int sent, int verified) {
    var id = new UUID((at.toEpochMilli() << 16) | 0x7000L, 0);
    for (var i = 0; i < sent; i++) {
      tally.count(caller, id, Conversion.SENT);
    }
    for (var i = 0; i < verified; i++) {
      tally.count(caller, id, Conversion.VERIFIED);
    }
  }

  private static List<String> rows() {
    return statements
        .sql("select caller_id, slice, sent, verified from caller_conversion order by 1, 2")
        .query(
            (row, _) ->
                "%s %tR %s %s"
                    .formatted(
                        row.getString("caller_id"),
                        row.getObject("slice", OffsetDateTime.class)
                            .withOffsetSameInstant(ZoneOffset.UTC),
                        row.getInt("sent"),
                        row.getInt("verified")))
        .list();
  }
}
