package dev.otpauth.operations;

import dev.otpauth.verification.CallAnswered;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.stereotype.Component;

/**
 * The written part of the audit record. Entries that come while others are being written wait, and
 * go together in the next transaction: a lone one is written at once, many share a commit.
 */
@Component
class AuditBook {

  private static final String INSERT =
      """
      insert into audit_entry
        (at, caller_id, call, outcome, request_id, phone_digest, trace_id)
      values (:at, :caller, :call, :outcome, :requestId, :phone, :trace)
      """;

  private final NamedParameterJdbcOperations database;
  private final Queue<Entry> waiting = new ConcurrentLinkedQueue<>();
  private final Lock writing = new ReentrantLock();

  AuditBook(NamedParameterJdbcOperations database) {
    this.database = database;
  }

  /**
   * Writes an entry, and returns once it is committed.
   *
   * @param traceId absent where the call is not traced
   * @throws DataAccessException where it could not be written
   */
  void write(CallAnswered call, @Nullable String traceId) {
    var entry = new Entry(row(call, traceId));
    waiting.add(entry);
    writing.lock();
    try {
      if (!entry.isTried) {
        writeTogether();
      }
    } finally {
      writing.unlock();
    }
    if (entry.failure != null) {
      throw entry.failure;
    }
  }

  private void writeTogether() {
    var together = new ArrayList<Entry>();
    for (var next = waiting.poll(); next != null; next = waiting.poll()) {
      together.add(next);
    }
    var failure = tryToWrite(together);
    for (var entry : together) {
      entry.isTried = true;
      entry.failure = failure;
    }
  }

  private @Nullable DataAccessException tryToWrite(List<Entry> together) {
    try {
      database.batchUpdate(
          INSERT, together.stream().map(it -> it.row).toArray(SqlParameterSource[]::new));
      return null;
    } catch (DataAccessException e) {
      // Each of those who wait for it tells of its own.
      return e;
    }
  }

  private static SqlParameterSource row(CallAnswered call, @Nullable String traceId) {
    var subject = call.subject();
    return new MapSqlParameterSource()
        .addValue("at", call.at().atOffset(ZoneOffset.UTC))
        .addValue("caller", call.callerId())
        .addValue("call", call.call().word())
        .addValue("outcome", call.outcome())
        .addValue("requestId", call.requestId(), Types.OTHER)
        .addValue("phone", subject == null ? null : subject.phoneDigest().bytes(), Types.BINARY)
        .addValue("trace", traceId, Types.VARCHAR);
  }

  /** Read and written under the lock, until it is tried. */
  private static final class Entry {

    private final SqlParameterSource row;
    private boolean isTried;
    private @Nullable DataAccessException failure;

    Entry(SqlParameterSource row) {
      this.row = row;
    }
  }
}
