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
import org.springframework.dao.DataIntegrityViolationException;
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

  /** In one transaction: the driver would cut a batch of more than some 250 statements in parts. */
  private static final int MOST = 100;

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
      while (!entry.isTried) {
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
    while (together.size() < MOST && waiting.peek() != null) {
      together.add(waiting.remove());
    }
    try {
      write(together);
      together.forEach(it -> it.end(null));
    } catch (DataIntegrityViolationException e) {
      // One that can never be written must not take the others with it.
      together.forEach(this::writeAlone);
    } catch (RuntimeException e) {
      // Each of those who wait for it tells of its own.
      together.forEach(it -> it.end(e));
    }
  }

  private void writeAlone(Entry entry) {
    try {
      write(List.of(entry));
      entry.end(null);
    } catch (RuntimeException e) {
      entry.end(e);
    }
  }

  private void write(List<Entry> entries) {
    database.batchUpdate(
        INSERT, entries.stream().map(it -> it.row).toArray(SqlParameterSource[]::new));
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
    private @Nullable RuntimeException failure;

    Entry(SqlParameterSource row) {
      this.row = row;
    }

    void end(@Nullable RuntimeException because) {
      this.isTried = true;
      this.failure = because;
    }
  }
}
