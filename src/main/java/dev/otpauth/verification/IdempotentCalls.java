package dev.otpauth.verification;

import dev.otpauth.phone.PhoneVault;
import dev.otpauth.phone.SealedText;
import java.security.MessageDigest;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The idempotency keys in use. Each method is one statement, or one that only the winner runs.
 * Answers are kept encrypted: that of a confirm may hold a token, and with it the number.
 */
@Component
public class IdempotentCalls {

  /** Well beyond the life of any code. */
  static final Duration KEPT = Duration.ofHours(24);

  private final JdbcClient database;
  private final PhoneVault vault;
  private final Clock clock;

  IdempotentCalls(JdbcClient database, PhoneVault vault, Clock clock) {
    this.database = database;
    this.vault = vault;
    this.clock = clock;
  }

  /**
   * Claims the key for a call, or says what it stands for already. A claim is released by {@link
   * #answer}, {@link #free} or {@link #leaveOpen}, and lapses by itself if the claimant dies.
   *
   * @param fingerprint equal for equal bodies of the same call
   */
  public KeyUse claim(IdempotencyKey key, byte[] fingerprint) {
    var now = clock.instant();
    if (insert(key, fingerprint, now)) {
      return new KeyUse.Fresh();
    }
    var row = find(key);
    if (row == null) {
      return new KeyUse.Running();
    }
    if (!MessageDigest.isEqual(row.fingerprint(), fingerprint)) {
      return new KeyUse.Reused();
    }
    var answer = answer(row);
    if (answer != null) {
      return new KeyUse.Answered(answer);
    }
    return takeOver(key, now)
        ? new KeyUse.Interrupted(row.verificationId(), row.operationId())
        : new KeyUse.Running();
  }

  /** Whether the key stands for a call. */
  boolean isTaken(IdempotencyKey key) {
    return at(
            key,
            """
            select exists (
              select from idempotent_call
              where caller_id = :caller and idempotency_key = :key and expires_at > :now)
            """)
        .param("now", timestamp(clock.instant()))
        .query(Boolean.class)
        .single();
  }

  private boolean insert(IdempotencyKey key, byte[] fingerprint, Instant now) {
    return at(
                key,
                """
                insert into idempotent_call
                  (caller_id, idempotency_key, fingerprint, lease_until, expires_at)
                values (:caller, :key, :fingerprint, :leaseUntil, :expiresAt)
                on conflict (caller_id, idempotency_key) do update
                  set fingerprint = excluded.fingerprint, lease_until = excluded.lease_until,
                      expires_at = excluded.expires_at, verification_id = null,
                      operation_id = null, status = null, retry_after = null,
                      content_type = null, body = null, sealed_body = null, body_key_id = null
                  where idempotent_call.expires_at <= :now
                """)
            .param("fingerprint", fingerprint)
            .param("leaseUntil", timestamp(now.plus(VerificationLedger.LEASE)))
            .param("expiresAt", timestamp(now.plus(KEPT)))
            .param("now", timestamp(now))
            .update()
        == 1;
  }

  private @Nullable Row find(IdempotencyKey key) {
    return at(
            key,
            """
            select fingerprint, verification_id, operation_id,
                   status, retry_after, content_type, body, sealed_body, body_key_id
            from idempotent_call
            where caller_id = :caller and idempotency_key = :key
            """)
        .query(Row.class)
        .optional()
        .orElse(null);
  }

  private boolean takeOver(IdempotencyKey key, Instant now) {
    return at(
                key,
                """
                update idempotent_call set lease_until = :leaseUntil
                where caller_id = :caller and idempotency_key = :key
                  and status is null and lease_until <= :now
                """)
            .param("leaseUntil", timestamp(now.plus(VerificationLedger.LEASE)))
            .param("now", timestamp(now))
            .update()
        == 1;
  }

  /** Keeps the final answer, tied to the verification it is about, so that it goes with that. */
  public void answer(IdempotencyKey key, KeptAnswer answer) {
    var sealed = vault.seal(answer.body());
    at(
            key,
            """
            update idempotent_call
            set status = :status, retry_after = :retryAfter,
                content_type = :contentType, body = null,
                sealed_body = :body, body_key_id = :bodyKey,
                verification_id = coalesce(
                  verification_id, (select id from verification where id = :about))
            where caller_id = :caller and idempotency_key = :key
            """)
        .param("status", answer.status())
        .param("retryAfter", answer.retryAfter(), Types.BIGINT)
        .param("contentType", answer.contentType())
        .param("body", sealed.ciphertext())
        .param("bodyKey", sealed.keyId())
        .param("about", answer.requestId(), Types.OTHER)
        .update();
  }

  /** Forgets the call: it did nothing, and the key is free for the next try. */
  public void free(IdempotencyKey key) {
    at(key, "delete from idempotent_call where caller_id = :caller and idempotency_key = :key")
        .update();
  }

  /** Lets the next repeat see what has become of the call since. */
  public void leaveOpen(IdempotencyKey key) {
    at(
            key,
            """
            update idempotent_call set lease_until = :now
            where caller_id = :caller and idempotency_key = :key
            """)
        .param("now", timestamp(clock.instant()))
        .update();
  }

  /** Notes what the call began, in the transaction that begins it. */
  void began(IdempotencyKey key, UUID verificationId, UUID operationId) {
    at(
            key,
            """
            update idempotent_call
            set verification_id = :verification, operation_id = :operation
            where caller_id = :caller and idempotency_key = :key
            """)
        .param("verification", verificationId)
        .param("operation", operationId)
        .update();
  }

  /**
   * Lets calls that are being made go of verifications that are about to be erased. Their keys stay
   * theirs until they have answered: a repeat meanwhile must not become a second call.
   */
  void letGo(Collection<UUID> verifications, Instant now) {
    database
        .sql(
            """
            update idempotent_call set verification_id = null, operation_id = null
            where verification_id in (:verifications) and status is null and lease_until > :now
            """)
        .param("verifications", verifications)
        .param("now", timestamp(now))
        .update();
  }

  /** Forgets so many that have expired, and says how many it found. */
  public int forgetExpired(Instant now, int atMost) {
    return database
        .sql(
            """
            delete from idempotent_call where ctid = any (array(
              select ctid from idempotent_call where expires_at <= :now
              limit :atMost for update skip locked))
            """)
        .param("now", timestamp(now))
        .param("atMost", atMost)
        .update();
  }

  private JdbcClient.StatementSpec at(IdempotencyKey key, String sql) {
    return database.sql(sql).param("caller", key.callerId()).param("key", key.value());
  }

  private @Nullable KeptAnswer answer(Row row) {
    var body = body(row);
    return row.status() == null || row.contentType() == null || body == null
        ? null
        : new KeptAnswer(
            row.verificationId(), row.status(), row.retryAfter(), row.contentType(), body);
  }

  /** A plain one was kept by a replica of the version before, later than any sealed one. */
  private @Nullable String body(Row row) {
    if (row.body() != null || row.sealedBody() == null || row.bodyKeyId() == null) {
      return row.body();
    }
    return vault.open(new SealedText(row.bodyKeyId(), row.sealedBody()));
  }

  private static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by content, in constant time
  private record Row(
      byte[] fingerprint,
      @Nullable UUID verificationId,
      @Nullable UUID operationId,
      @Nullable Integer status,
      @Nullable Long retryAfter,
      @Nullable String contentType,
      @Nullable String body,
      byte @Nullable [] sealedBody,
      @Nullable String bodyKeyId) {}
}
