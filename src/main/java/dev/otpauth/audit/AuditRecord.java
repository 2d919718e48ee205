package dev.otpauth.audit;

import dev.otpauth.runtime.BulkStatement;
import dev.otpauth.runtime.BulkStatement.Column;
import dev.otpauth.runtime.GroupCommit;
import dev.otpauth.runtime.RoundTrip;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Writes the append-only audit record: one entry per call, written before the response is sent.
 * Refused calls are only counted, and written once a minute as one entry per caller, call and
 * outcome, so that a flood of them does not fill the table; a killed replica loses its last counts.
 * The database prevents changes of entries and early deletion (V4).
 */
@Component
public class AuditRecord {

  private static final Logger log = LoggerFactory.getLogger(AuditRecord.class);

  private static final BulkStatement<AuditEntry> INSERT =
      BulkStatement.insert(
          "audit_entry",
          List.of(
              new Column<>("at", "timestamptz", AuditEntry::at),
              new Column<>("caller_id", "text", AuditEntry::callerId),
              new Column<>("call", "text", AuditEntry::call),
              new Column<>("outcome", "text", AuditEntry::outcome),
              new Column<>("calls", "integer", AuditEntry::calls),
              new Column<>("request_id", "uuid", AuditEntry::requestId),
              new Column<>("phone_digest", "bytea", AuditRecord::phoneDigest),
              new Column<>("trace_id", "text", AuditEntry::traceId)));

  private final GroupCommit<AuditEntry, Boolean> group =
      new GroupCommit<>(this::insert, entry -> insert(List.of(entry)).getFirst());
  private final JdbcOperations database;
  private final JdbcClient statements;
  private final Clock clock;
  private final RefusedCalls refused = new RefusedCalls();

  AuditRecord(JdbcOperations database, JdbcClient statements, Clock clock) {
    this.database = database;
    this.statements = statements;
    this.clock = clock;
  }

  /**
   * Writes an entry, and returns once it is committed. Entries that come at the same time share a
   * commit.
   *
   * @throws org.springframework.dao.DataAccessException if it cannot be written
   */
  public void write(AuditEntry entry) {
    group.write(entry);
  }

  /** Writes an entry; a failure is logged, and does not fail the call. */
  public void writeOrLog(AuditEntry entry) {
    try {
      write(entry);
    } catch (DataAccessException e) {
      log.atError()
          .addKeyValue("caller", entry.callerId())
          .addKeyValue("call", entry.call())
          .addKeyValue("outcome", entry.outcome())
          .addKeyValue("request_id", entry.requestId())
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("Could not write an audit entry; the call is missing from the audit record");
    }
  }

  /** Counts a refused call, which changed nothing. */
  public void count(String callerId, String call, String outcome) {
    refused.count(callerId, call, outcome, clock.instant());
  }

  /** Writes the counts of all completed minutes. */
  @Scheduled(fixedRate = 1, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
  public void writeRefused() {
    var thisMinute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    writeRefused(minute -> minute.isBefore(thisMinute));
  }

  /** Writes all counts, at shutdown. */
  @PreDestroy
  public void writeAllRefused() {
    writeRefused(_ -> true);
  }

  private void writeRefused(Predicate<Instant> minutes) {
    var lost = refused.takeLost();
    if (lost > 0) {
      log.atError()
          .addKeyValue("count", lost)
          .log("Refused calls are missing from the audit record: too many kinds at a time");
    }
    var entries = refused.take(minutes);
    if (entries.isEmpty()) {
      return;
    }
    try {
      insert(entries);
    } catch (DataAccessException e) {
      refused.putBack(entries);
      log.atWarn()
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("Could not write the counts of refused calls; the next run tries again");
    }
  }

  private List<Boolean> insert(List<AuditEntry> entries) {
    var trip = new RoundTrip();
    add(trip, entries);
    trip.send(database);
    return entries.stream().map(_ -> true).toList();
  }

  private static byte @Nullable [] phoneDigest(AuditEntry entry) {
    var phone = entry.phone();
    return phone == null ? null : phone.bytes();
  }

  /** Adds entries to a round trip, so that they commit together with the changes they record. */
  public void add(RoundTrip trip, List<AuditEntry> entries) {
    INSERT.addTo(trip, entries);
  }

  /** Deletes up to {@code atMost} entries past their retention, and returns how many. */
  public int forget(int atMost) {
    return statements
        .sql("select forget_audit_entries(:atMost)")
        .param("atMost", atMost)
        .query(Integer.class)
        .single();
  }
}
