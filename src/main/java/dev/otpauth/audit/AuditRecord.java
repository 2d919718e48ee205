package dev.otpauth.audit;

import dev.otpauth.runtime.ArrayParameters;
import dev.otpauth.runtime.GroupCommit;
import dev.otpauth.runtime.RoundTrip;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who did what, with what outcome, when: one entry a call, written before its answer leaves. The
 * database refuses to change or delete an entry (V4).
 */
@Component
public class AuditRecord {

  private static final Logger log = LoggerFactory.getLogger(AuditRecord.class);

  private final GroupCommit<AuditEntry, Boolean> group =
      new GroupCommit<>(this::written, entry -> written(List.of(entry)).getFirst());
  private final JdbcOperations database;
  private final JdbcClient statements;

  AuditRecord(JdbcOperations database, JdbcClient statements) {
    this.database = database;
    this.statements = statements;
  }

  /**
   * Writes an entry, and returns once it is committed. Entries that come at the same time share a
   * commit.
   *
   * @throws org.springframework.dao.DataAccessException where it could not be written
   */
  public void write(AuditEntry entry) {
    group.write(entry);
  }

  /** Writes an entry of a call whose answer does not depend on it. */
  public void enter(AuditEntry entry) {
    try {
      write(entry);
    } catch (DataAccessException e) {
      log.atError()
          .addKeyValue("caller", entry.callerId())
          .addKeyValue("call", entry.call())
          .addKeyValue("outcome", entry.outcome())
          .addKeyValue("request_id", entry.requestId())
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("A call is missing in the audit record");
    }
  }

  private List<Boolean> written(List<AuditEntry> entries) {
    var trip = new RoundTrip();
    add(trip, entries);
    trip.send(database);
    return entries.stream().map(_ -> true).toList();
  }

  /** Writes entries with what they tell of: the one stands or falls with the other. */
  public void add(RoundTrip trip, List<AuditEntry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    trip.write(
        """
        insert into audit_entry (at, caller_id, call, outcome, request_id, phone_digest, trace_id)
        select given.at, given.caller, given.call, given.outcome, given.request, given.phone,
          given.trace
        from unnest(?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::bytea[],
          ?::text[]) as given (at, caller, call, outcome, request, phone, trace)
        returning 1
        """,
        new ArrayParameters<>(entries)
            .text(AuditEntry::at)
            .text(AuditEntry::callerId)
            .text(AuditEntry::call)
            .text(AuditEntry::outcome)
            .text(AuditEntry::requestId)
            .bytes(it -> it.phone() == null ? null : it.phone().bytes())
            .text(AuditEntry::traceId)
            .list(),
        entries.size());
  }

  /** Forgets so many entries from before a time, and says how many it found. */
  public int forget(Instant before, int atMost) {
    return statements
        .sql("select forget_audit_entries(:before, :atMost)")
        .param("before", before.atOffset(ZoneOffset.UTC))
        .param("atMost", atMost)
        .query(Integer.class)
        .single();
  }
}
