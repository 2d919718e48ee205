package dev.otpauth.idempotency;

import static dev.otpauth.runtime.Timestamps.instant;

import dev.otpauth.phone.PhoneVault;
import dev.otpauth.phone.SealedText;
import dev.otpauth.runtime.ArrayParameters;
import dev.otpauth.runtime.RoundTrip;
import dev.otpauth.runtime.RowSet;
import dev.otpauth.runtime.RowSet.Change;
import dev.otpauth.runtime.VersionedTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Loads and saves {@link IdempotencyRecord}s, and encrypts their responses. */
@Component
public class IdempotencyRecords {

  private static final VersionedTable<Change<IdempotencyKey, IdempotencyRecord>> TABLE =
      VersionedTable.<Change<IdempotencyKey, IdempotencyRecord>>named(
              "idempotency_record", Change::version)
          .key("caller_id", "text", it -> it.key().callerId())
          .key("idempotency_key", "text", it -> it.key().value())
          .column("fingerprint", "bytea", it -> it.row().fingerprint())
          .column("lease_until", "timestamptz", it -> it.row().leaseUntil())
          .column("expires_at", "timestamptz", it -> it.row().expiresAt())
          .column("subject_id", "uuid", it -> it.row().subjectId())
          .column("operation_id", "uuid", it -> it.row().operationId())
          .column("status", "integer", it -> ofResponse(it, SealedResponse::status))
          .column("retry_after", "bigint", it -> ofResponse(it, SealedResponse::retryAfter))
          .column("content_type", "text", it -> ofResponse(it, SealedResponse::contentType))
          .column("body", "bytea", it -> ofResponse(it, response -> response.body().ciphertext()))
          .column("body_key_id", "text", it -> ofResponse(it, response -> response.body().keyId()))
          .build();

  private final JdbcOperations database;
  private final JdbcClient statements;
  private final PhoneVault vault;
  private final Clock clock;

  public IdempotencyRecords(
      JdbcOperations database, JdbcClient statements, PhoneVault vault, Clock clock) {
    this.database = database;
    this.statements = statements;
    this.vault = vault;
    this.clock = clock;
  }

  private static <T> @Nullable T ofResponse(
      Change<IdempotencyKey, IdempotencyRecord> change,
      Function<SealedResponse, @Nullable T> part) {
    var response = change.row().response();
    return response == null ? null : part.apply(response);
  }

  /**
   * Adds a query for the records of keys to a round trip; the rows are filled when it is sent.
   *
   * @param locked whether to lock the records until the transaction ends
   */
  public RowSet<IdempotencyKey, IdempotencyRecord> load(
      RoundTrip trip, Collection<IdempotencyKey> keys, boolean locked) {
    var records = new RowSet<IdempotencyKey, IdempotencyRecord>();
    if (!keys.isEmpty()) {
      trip.query(
          """
          select it.caller_id, it.idempotency_key, it.fingerprint, it.lease_until, it.expires_at,
            it.subject_id, it.operation_id, it.status, it.retry_after, it.content_type, it.body,
            it.body_key_id, it.version
          from unnest(?::text[], ?::text[]) as given (caller_id, idempotency_key)
          join idempotency_record it
            on it.caller_id = given.caller_id and it.idempotency_key = given.idempotency_key
          """
              + (locked
                  ? "order by it.caller_id collate \"C\", it.idempotency_key collate \"C\" for"
                      + " update"
                  : ""),
          new ArrayParameters<>(keys)
              .text(IdempotencyKey::callerId)
              .text(IdempotencyKey::value)
              .list(),
          row -> {
            var key =
                new IdempotencyKey(row.getString("caller_id"), row.getString("idempotency_key"));
            records.load(key, record(key, row), row.getInt("version"));
          });
    }
    return records;
  }

  private static IdempotencyRecord record(IdempotencyKey key, ResultSet row) throws SQLException {
    return new IdempotencyRecord(
        row.getBytes("fingerprint"),
        instant(row, "lease_until"),
        instant(row, "expires_at"),
        row.getObject("subject_id", UUID.class),
        row.getObject("operation_id", UUID.class),
        response(key, row));
  }

  private static @Nullable SealedResponse response(IdempotencyKey key, ResultSet row)
      throws SQLException {
    var status = row.getObject("status", Integer.class);
    return status == null
        ? null
        : new SealedResponse(
            status,
            row.getObject("retry_after", Long.class),
            row.getString("content_type"),
            new SealedText(context(key), row.getString("body_key_id"), row.getBytes("body")));
  }

  /**
   * Adds the changed records to a round trip, which fails as a whole if one has changed in between.
   */
  public void save(RoundTrip trip, RowSet<IdempotencyKey, IdempotencyRecord> records) {
    TABLE.save(trip, records.changes(IdempotencyKey.ORDER));
  }

  /**
   * Stores the final response of an interrupted call.
   *
   * @throws org.springframework.dao.ConcurrencyFailureException if the record has changed in
   *     between
   */
  public void store(IdempotencyKey key, StoredResponse response) {
    change(key, record -> record.with(seal(response, key)));
  }

  /**
   * Ends the lease, so that the next repeat can determine the outcome.
   *
   * @throws org.springframework.dao.ConcurrencyFailureException if the record has changed in
   *     between
   */
  public void leaveOpen(IdempotencyKey key) {
    change(key, record -> record.leased(clock.instant()));
  }

  private void change(IdempotencyKey key, UnaryOperator<IdempotencyRecord> change) {
    decide(
        key,
        records -> {
          var found = records.get(key);
          if (found != null) {
            records.put(key, change.apply(found));
          }
          return found != null;
        });
  }

  /**
   * Loads the record of a key, applies a decision, and saves what it changed.
   *
   * @throws org.springframework.dao.ConcurrencyFailureException if the record has changed in
   *     between
   */
  <T> T decide(
      IdempotencyKey key, Function<RowSet<IdempotencyKey, IdempotencyRecord>, T> decision) {
    var loading = new RoundTrip();
    var records = load(loading, List.of(key), false);
    loading.send(database);
    var decided = decision.apply(records);
    var saving = new RoundTrip();
    save(saving, records);
    saving.send(database);
    return decided;
  }

  /** Encrypts a response for storage under a key. */
  public SealedResponse seal(StoredResponse response, IdempotencyKey key) {
    return new SealedResponse(
        response.status(),
        response.retryAfter(),
        response.contentType(),
        vault.seal(response.body(), context(key)));
  }

  /** Binds the ciphertext to its key. */
  private static String context(IdempotencyKey key) {
    return key.callerId() + "\n" + key.value();
  }

  /** Decrypts a stored response. */
  public StoredResponse open(SealedResponse sealed) {
    return new StoredResponse(
        sealed.status(), sealed.retryAfter(), sealed.contentType(), vault.open(sealed.body()));
  }

  /** Whether a stored response is encrypted with that key. */
  public boolean areEncryptedWith(String keyId) {
    return statements
        .sql("select exists (select from idempotency_record where body_key_id = :key)")
        .param("key", keyId)
        .query(Boolean.class)
        .single();
  }

  /**
   * Deletes the records of calls on subjects that are about to be erased. The records of running
   * calls stay, without their subject, so that a repeat does not run the call a second time.
   */
  public void forget(Collection<UUID> subjects, Instant now) {
    statements
        .sql(
            """
            with running as (
              update idempotency_record
              set subject_id = null, operation_id = null, version = version + 1
              where subject_id in (:subjects) and status is null and lease_until > :now)
            delete from idempotency_record
            where subject_id in (:subjects) and (status is not null or lease_until <= :now)
            """)
        .param("subjects", subjects)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Deletes up to {@code atMost} expired records, and returns how many. */
  public int forgetExpired(Instant now, int atMost) {
    return statements
        .sql(
            """
            delete from idempotency_record where ctid = any (array(
              select ctid from idempotency_record where expires_at <= :now
              limit :atMost for update skip locked))
            """)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("atMost", atMost)
        .update();
  }
}
