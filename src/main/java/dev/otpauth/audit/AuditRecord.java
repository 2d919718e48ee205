package dev.otpauth.audit;

import dev.otpauth.runtime.ArrayParameters;
import dev.otpauth.runtime.GroupCommit;
import dev.otpauth.runtime.RoundTrip;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who did what, with what outcome, when: one entry a call, written before its answer leaves; of
 * calls that were refused, one a minute ({@link RefusedCalls}). The database refuses to change an
 * entry, or to delete one before its time (V4).
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

  /** Writes entries, in one commit. */
  void write(List<AuditEntry> entries) {
    written(entries);
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
        insert into audit_entry
          (at, caller_id, call, outcome, calls, request_id, phone_digest, trace_id)
        select given.at, given.caller, given.call, given.outcome, given.calls, given.request,
          given.phone, given.trace
        from unnest(?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::integer[], ?::uuid[],
          ?::bytea[], ?::text[])
          as given (at, caller, call, outcome, calls, request, phone, trace)
        returning 1
        """,
        new ArrayParameters<>(entries)
            .text(AuditEntry::at)
            .text(AuditEntry::callerId)
            .text(AuditEntry::call)
            .text(AuditEntry::outcome)
            .text(AuditEntry::calls)
            .text(AuditEntry::requestId)
            .bytes(it -> it.phone() == null ? null : it.phone().bytes())
            .text(AuditEntry::traceId)
            .list(),
        entries.size());
  }

  /** Forgets so many entries that are too old, and says how many it found. */
  public int forget(int atMost) {
    return statements
        .sql("select forget_audit_entries(:atMost)")
        .param("atMost", atMost)
        .query(Integer.class)
        .single();
  }
}
