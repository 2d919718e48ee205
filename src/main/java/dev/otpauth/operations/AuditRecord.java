package dev.otpauth.operations;

import dev.otpauth.problem.CurrentTrace;
import dev.otpauth.verification.CallAnswered;
import dev.otpauth.verification.CallAnswered.Entry;
import java.time.Instant;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who did what, with what outcome, when: one entry a call, written before its answer leaves; where
 * a code was sent or was right, by the statement that writes that down (V14). The database refuses
 * to change or delete an entry (V6).
 */
@Component
class AuditRecord {

  private static final Logger log = LoggerFactory.getLogger(AuditRecord.class);

  private final AuditBook book;
  private final JdbcClient database;
  private final CurrentTrace trace;

  AuditRecord(AuditBook book, JdbcClient database, CurrentTrace trace) {
    this.book = book;
    this.database = database;
    this.trace = trace;
  }

  /** Writes the entry of a call that has none yet. Its answer does not depend on that. */
  @EventListener
  void keep(CallAnswered call) {
    if (call.entry() == Entry.WRITTEN || isPolling(call)) {
      return;
    }
    try {
      book.write(call, trace.id());
    } catch (DataAccessException e) {
      log.atError()
          .addKeyValue("caller", call.callerId())
          .addKeyValue("call", call.call().word())
          .addKeyValue("outcome", call.outcome())
          .addKeyValue("request_id", call.requestId())
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("A call is missing in the audit record");
    }
  }

  /** A caller that looks at its own verification, or at none, is no news, and looks often. */
  private static boolean isPolling(CallAnswered call) {
    return call.call() == CallAnswered.Call.STATUS
        && (call.ownerId() == null || call.ownerId().equals(call.callerId()));
  }

  /** Forgets so many entries from before a time, and says how many it found. */
  int forget(Instant before, int atMost) {
    return database
        .sql("select forget_audit_entries(:before, :atMost)")
        .param("before", before.atOffset(ZoneOffset.UTC))
        .param("atMost", atMost)
        .query(Integer.class)
        .single();
  }
}
