package dev.otpauth.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.ConcurrentCalls;
import dev.otpauth.MovableClock;
import dev.otpauth.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Refused calls are written as one row a minute, and none is lost. */
@ExtendWith(OutputCaptureExtension.class)
class RefusedCallsTest {

  private static final DataSource database = TestDatabase.freshDataSource();
  private static final JdbcClient statements = JdbcClient.create(database);

  private final MovableClock clock = new MovableClock();
  private final AuditRecord audit = new AuditRecord(new JdbcTemplate(database), statements, clock);

  @BeforeAll
  static void migrate() {
    Flyway.configure().dataSource(database).load().migrate();
  }

  @Test
  void tenThousandRefusalsLeaveARowForEachKind() throws Exception {
    ConcurrentCalls.make(
        IntStream.range(0, 100)
            .<Callable<Boolean>>mapToObj(thread -> () -> refuseHundred("flood" + thread % 3))
            .toList());
    audit.writeRefused();
    assertThat(rows("flood%")).as("the minute is not over").isEmpty();
    clock.advance(Duration.ofMinutes(1));
    audit.writeRefused();
    audit.writeRefused();
    assertThat(rows("flood%"))
        .containsExactly(
            "flood0 request rate_limit_exceeded 3400",
            "flood1 request rate_limit_exceeded 3300",
            "flood2 request rate_limit_exceeded 3300");
  }

  private boolean refuseHundred(String caller) {
    for (var i = 0; i < 100; i++) {
      audit.count(caller, "request", "rate_limit_exceeded");
    }
    return true;
  }

  @Test
  void aShutdownWritesTheMinuteThatIsNotOver() {
    audit.count("shutdown", "confirm", "expired");
    audit.writeAllRefused();
    assertThat(rows("shutdown")).containsExactly("shutdown confirm expired 1");
  }

  @Test
  void whatCannotBeWrittenIsKeptForTheNextTime(CapturedOutput output) {
    audit.count("away", "confirm", "expired");
    clock.advance(Duration.ofMinutes(1));
    statements.sql("alter table audit_entry rename to audit_entry_away").update();
    try {
      audit.writeRefused();
    } finally {
      statements.sql("alter table audit_entry_away rename to audit_entry").update();
    }
    assertThat(output).contains("Could not write the counts of refused calls");
    audit.count("away", "confirm", "expired");
    clock.advance(Duration.ofMinutes(1));
    audit.writeRefused();
    assertThat(rows("away")).containsExactly("away confirm expired 1", "away confirm expired 1");
  }

  @Test
  void moreKindsThanCanBeKeptAreToldAsLost(CapturedOutput output) {
    for (var i = 0; i < RefusedCalls.MAX_KINDS + 5; i++) {
      audit.count("many" + i, "confirm", "expired");
    }
    audit.count("many0", "confirm", "expired");
    audit.writeAllRefused();
    assertThat(output).contains("count=\"5\"");
    assertThat(rows("many0")).containsExactly("many0 confirm expired 2");
  }

  private static List<String> rows(String callers) {
    return statements
        .sql(
            """
            select concat_ws(' ', caller_id, call, outcome, calls) as row from audit_entry
            where caller_id like :callers order by row
            """)
        .param("callers", callers)
        .query((row, _) -> row.getString(1))
        .list();
  }
}
