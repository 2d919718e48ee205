package dev.otpauth.verification;

import dev.otpauth.phone.PhoneVault;
import dev.otpauth.verification.Claim.State;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/**
 * How a call that went well ends, in one statement: its outcome, and the answer that is kept. Where
 * it finds things not as they should be it does nothing, and {@link VerificationLedger} takes over.
 */
@Component
class CallEndings {

  private static final String KEPT =
      """
      kept as (
        update idempotent_call
        set status = :answerStatus, retry_after = :retryAfter, content_type = :contentType,
            sealed_body = :sealedBody, body_key_id = :bodyKey
        where caller_id = :caller and idempotency_key = :key and exists (select from ended))
      """;

  private static final String END_OPERATION =
      """
      operation = null, operation_id = null, operation_started_at = null,
      lease_id = null, lease_until = null, settle_at = null, settle_tries = null,
      concluded_id = operation_id, updated_at = :now, changes = changes + 1
      """;

  private static final String SENT =
      """
      with ended as (
        update verification
        set status = 'sent', concluded_as = 'sent', expires_at = :expiresAt,
            reference = :reference, reference_attempts = 0, reference_remaining = null,
      """
          + END_OPERATION
          + """
            where id = :id and lease_id = :lease
              and status in ('pending', 'sent', 'delivered')
              and not exists (select from provider_reference where reference = :reference)
            returning id),
          adopted as (
            insert into provider_reference (reference, verification_id, adopted_at)
            select :reference, id, :now from ended),
          """
          + KEPT
          + "select count(*) from ended";

  private static final String VERIFIED =
      """
      with ended as (
        update verification
        set status = 'verified', concluded_as = 'matched', failure_reason = null,
            verified_at = :verifiedAt, proven_at = :now,
      """
          + END_OPERATION
          + """
            where id = :id and lease_id = :lease and status in ('pending', 'sent', 'delivered')
            returning phone_digest),
          guesses as (
            update throttled_phone set guesses = 0
            where phone_digest = (select phone_digest from ended)),
          """
          + KEPT
          + "select count(*) from ended";

  private final JdbcClient database;
  private final Changes changes;
  private final PhoneVault vault;

  CallEndings(JdbcClient database, Changes changes, PhoneVault vault) {
    this.database = database;
    this.changes = changes;
    this.vault = vault;
  }

  /**
   * Writes down that a code was sent.
   *
   * @param sent the verification from then on
   * @param answer to be kept under the claim
   * @return false, and nothing written, where it is not ours any more or the reference is known
   */
  boolean sent(
      Verification held,
      Verification sent,
      @Nullable Claim<?> claim,
      @Nullable KeptAnswer answer,
      Instant now) {
    var statement =
        ending(SENT, held, claim, answer, now)
            .param("expiresAt", timestamp(sent.expiresAt()))
            .param("reference", sent.reference().value());
    try {
      return ended(sent, claim, statement);
    } catch (DuplicateKeyException _) {
      // Somebody adopts the same reference at this very moment.
      return false;
    }
  }

  /**
   * Writes down that a code was right.
   *
   * @param verified the verification from then on
   * @param answer to be kept under the claim
   * @return false, and nothing written, where it is not ours any more
   */
  boolean verified(
      Verification held,
      Verification verified,
      @Nullable Claim<?> claim,
      @Nullable KeptAnswer answer,
      Instant now) {
    var verifiedAt = Objects.requireNonNull(verified.verifiedAt());
    return ended(
        verified,
        claim,
        ending(VERIFIED, held, claim, answer, now).param("verifiedAt", timestamp(verifiedAt)));
  }

  private StatementSpec ending(
      String sql,
      Verification held,
      @Nullable Claim<?> claim,
      @Nullable KeptAnswer answer,
      Instant now) {
    var sealed = answer == null ? null : vault.seal(answer.body());
    return database
        .sql(sql)
        .param("id", held.id())
        .param("lease", held.inFlight().leaseId())
        .param("now", timestamp(now))
        .param("caller", held.callerId())
        .param("key", claim == null ? null : claim.key().value(), Types.VARCHAR)
        .param("answerStatus", answer == null ? null : answer.status(), Types.INTEGER)
        .param("retryAfter", answer == null ? null : answer.retryAfter(), Types.BIGINT)
        .param("contentType", answer == null ? null : answer.contentType(), Types.VARCHAR)
        .param("sealedBody", sealed == null ? null : sealed.ciphertext(), Types.BINARY)
        .param("bodyKey", sealed == null ? null : sealed.keyId(), Types.VARCHAR);
  }

  private boolean ended(
      Verification verification, @Nullable Claim<?> claim, StatementSpec statement) {
    var done =
        changes.by(
            () -> statement.query(Integer.class).single() == 1,
            it -> it ? verification.news() : Optional.empty());
    if (done && claim != null) {
      claim.becomes(State.ANSWERED);
    }
    return done;
  }

  private static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
