package dev.otpauth.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.otpauth.ConcurrentCalls;
import dev.otpauth.TestDatabase;
import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.runtime.RoundTrip;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Content and immutability of the audit record. */
class AuditRecordTest {

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private static final KeyedDigest PHONE = new KeyedDigest("0".repeat(63) + "1");
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private static final HikariDataSource database = TestDatabase.freshDataSource();
  private static final JdbcClient statements = JdbcClient.create(database);
  private final AuditRecord audit =
      new AuditRecord(new JdbcTemplate(database), statements, Clock.systemUTC());

  @BeforeAll
  static void migrate() {
    Flyway.configure().dataSource(database).load().migrate();
  }

  @BeforeEach
  void nothingWritten() {
    statements
        .sql(
            """
            alter table audit_entry disable trigger user;
            delete from audit_entry;
            alter table audit_entry enable trigger user;
            update audit_retention set keeps = '365 days'
            """)
        .update();
  }

  @Test
  void anEntryIsThereOnceItIsWritten() {
    var id = UUID.randomUUID();
    audit.write(new AuditEntry(now, "login", "confirm", "verified", id, PHONE, TRACE));
    assertThat(statements.sql("select * from audit_entry").query().singleRow())
        .containsEntry("caller_id", "login")
        .containsEntry("call", "confirm")
        .containsEntry("outcome", "verified")
        .containsEntry("request_id", id)
        .containsEntry("phone_digest", PHONE.bytes())
        .containsEntry("trace_id", TRACE);
    assertThat(statements.sql("select at from audit_entry").query(OffsetDateTime.class).single())
        .isEqualTo(now.atOffset(ZoneOffset.UTC));
  }

  @Test
  void anEntryMayBeAboutNothingThatIsKnown() {
    audit.write(new AuditEntry(now, "support", "history", "listed", null, null, null));
    assertThat(
            statements
                .sql(
                    """
                    select count(*) from audit_entry
                    where request_id is null and phone_digest is null and trace_id is null
                    """)
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void entriesThatComeTogetherAreAllThereAndShareCommits() throws Exception {
    var ids = IntStream.range(0, 200).mapToObj(_ -> UUID.randomUUID()).toList();
    ConcurrentCalls.make(ids.stream().map(id -> writing(entry(id, "sent"))).toList());
    assertThat(told()).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(
            statements
                .sql("select count(distinct xmin::text) from audit_entry")
                .query(Integer.class)
                .single())
        .isLessThan(200);
  }

  @Test
  void anEntryThatCannotBeWrittenIsItsOwnCallersToKnow() {
    assertThatThrownBy(() -> audit.write(entry(UUID.randomUUID(), "\0")))
        .isInstanceOf(DataAccessException.class);
    assertThatCode(() -> audit.write(entry(UUID.randomUUID(), "sent"))).doesNotThrowAnyException();
    assertThat(told()).hasSize(1);
  }

  @Test
  void anEntryThatCannotBeWrittenTakesNoOtherWithIt() throws Exception {
    var ids = IntStream.range(0, 200).mapToObj(_ -> UUID.randomUUID()).toList();
    var calls = new ArrayList<Callable<Boolean>>();
    for (var id : ids) {
      calls.add(writing(entry(id, "sent")));
      calls.add(writing(entry(UUID.randomUUID(), "\0")));
    }
    assertThat(ConcurrentCalls.make(calls)).filteredOn(it -> it).hasSize(200);
    assertThat(told()).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void anEntryStandsOrFallsWithWhatItTellsOf() {
    var trip = new RoundTrip();
    audit.add(trip, List.of(entry(UUID.randomUUID(), "sent")));
    trip.write("delete from send_budget where caller_id = ? returning 1", List.of("nobody"), 1);
    assertThatThrownBy(() -> trip.send(new JdbcTemplate(database)))
        .isInstanceOf(ConcurrencyFailureException.class);
    assertThat(told()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_entry set outcome = 'verified'",
        "delete from audit_entry",
        "truncate audit_entry"
      })
  void theDatabaseRefusesToChangeIt(String sql) {
    audit.write(entry(UUID.randomUUID(), "sent"));
    assertThatThrownBy(() -> statements.sql(sql).update())
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("audit_entry is append-only");
    assertThat(told()).hasSize(1);
    assertThat(statements.sql("select outcome from audit_entry").query(String.class).single())
        .isEqualTo("sent");
  }

  @Test
  void onlyWhatIsOldIsForgottenAndOnlySoMuchAtATime() {
    for (var i = 0; i < 3; i++) {
      audit.write(agedDays(366));
    }
    audit.write(agedDays(364));
    assertThat(audit.forget(2)).isEqualTo(2);
    assertThat(audit.forget(2)).isEqualTo(1);
    assertThat(audit.forget(2)).isZero();
    assertThat(told()).hasSize(1);
  }

  @Test
  void noSettingOfASessionOpensIt() throws SQLException {
    audit.write(entry(UUID.randomUUID(), "sent"));
    for (var setting :
        List.of(
            "set otp.forgetting = 'on'",
            "create temporary table audit_retention as select interval '-1 day' as keeps",
            "set search_path = pg_temp, public")) {
      try (var connection = ownConnection()) {
        var session = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        session.execute(setting);
        assertThatThrownBy(() -> session.execute("delete from public.audit_entry"))
            .hasMessageContaining("audit_entry is append-only");
        session.execute("select public.forget_audit_entries(10)");
      }
    }
    assertThat(told()).hasSize(1);
  }

  @Test
  void itIsKeptForADayAtLeast() {
    assertThatThrownBy(
            () -> statements.sql("update audit_retention set keeps = '23 hours'").update())
        .isInstanceOf(DataAccessException.class);
  }

  /** None of the pool's: what a session sets stays with it. */
  private static Connection ownConnection() throws SQLException {
    return DriverManager.getConnection(
        database.getJdbcUrl(), database.getUsername(), database.getPassword());
  }

  private AuditEntry agedDays(int days) {
    var at = now.minus(Duration.ofDays(days));
    return new AuditEntry(at, "login", "request", "sent", null, null, null);
  }

  /** Whether it could be written. */
  private Callable<Boolean> writing(AuditEntry entry) {
    return () -> {
      try {
        audit.write(entry);
        return true;
      } catch (DataAccessException _) {
        return false;
      }
    };
  }

  private AuditEntry entry(UUID id, String outcome) {
    return new AuditEntry(now, "login", "request", outcome, id, PHONE, TRACE);
  }

  /** The verifications that it tells of. */
  private static List<@Nullable UUID> told() {
    var told = new ArrayList<@Nullable UUID>();
    statements
        .sql("select request_id from audit_entry")
        .query(
            row -> {
              told.add(row.getObject("request_id", UUID.class));
            });
    return told;
  }
}
