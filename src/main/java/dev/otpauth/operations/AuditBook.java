package dev.otpauth.operations;

import dev.otpauth.commit.GroupCommit;
import dev.otpauth.verification.CallAnswered;
import dev.otpauth.verification.CallAnswered.Entry;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
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
      select :at, :caller, :call, :outcome, :requestId, :phone, :trace
      where not (:mayBeThere and exists (
        select from audit_entry e
        where e.phone_digest = :phone and e.at between :begun and :at and e.request_id = :requestId
          and e.call = :call and e.outcome = :outcome and e.trace_id is not distinct from :trace))
      """;

  private final GroupCommit<SqlParameterSource, Optional<DataAccessException>> group =
      new GroupCommit<>(this::written);
  private final NamedParameterJdbcOperations database;

  AuditBook(NamedParameterJdbcOperations database) {
    this.database = database;
  }

  /**
   * Writes an entry, and returns once it is committed. One that may be there already is looked for,
   * in the time of the call.
   *
   * @param traceId absent where the call is not traced
   * @throws DataAccessException where it could not be written
   */
  void write(CallAnswered call, @Nullable String traceId) {
    group
        .write(row(call, traceId))
        .ifPresent(
            failure -> {
              throw failure;
            });
  }

  /** Why each could not be written; empty for what was. */
  private List<Optional<DataAccessException>> written(List<SqlParameterSource> rows) {
    try {
      writeAll(rows);
      return rows.stream().map(_ -> Optional.<DataAccessException>empty()).toList();
    } catch (DataIntegrityViolationException _) {
      // One that can never be written must not take the others with it.
      return rows.stream().map(this::writtenAlone).toList();
    }
  }

  private Optional<DataAccessException> writtenAlone(SqlParameterSource row) {
    try {
      writeAll(List.of(row));
      return Optional.empty();
    } catch (DataAccessException e) {
      return Optional.of(e);
    }
  }

  private void writeAll(List<SqlParameterSource> rows) {
    database.batchUpdate(INSERT, rows.toArray(SqlParameterSource[]::new));
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
        .addValue("trace", traceId, Types.VARCHAR)
        .addValue("mayBeThere", call.entry() == Entry.UNKNOWN)
        .addValue("begun", call.at().minus(call.took()).atOffset(ZoneOffset.UTC));
  }
}
