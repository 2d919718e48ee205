package dev.otpauth.verification;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The stored verifications. What must be atomic across replicas is one statement. */
interface Verifications extends Repository<Verification, UUID> {

  /**
   * A whole verification, by name: a statement with {@code *} that a connection has prepared fails
   * once a newer version has added a column.
   */
  String RETURNED =
      """
      returning id, caller_id, purpose, phone_digest, phone_key_id, phone_ciphertext, sender,
        status, failure_reason, attempts, max_attempts,
        reference, reference_attempts, reference_remaining,
        operation, operation_id, operation_started_at,
        lease_id, lease_until, settle_at, settle_tries, concluded_id, concluded_as,
        expires_at, verified_at, proven_at, refreshed_at, created_at, updated_at, changes
      """;

  Verification save(Verification verification);

  Optional<Verification> findById(UUID id);

  Optional<Verification> findByIdAndCallerId(UUID id, String callerId);

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select v from Verification v where v.id = :id")
  Optional<Verification> lock(UUID id);

  /**
   * Reserves an attempt of what a caller requested, and begins a verify: with the guess counted and
   * the caller's key claimed, or not at all. Empty where that is not possible now.
   *
   * @param purpose must be the one requested, save where it is empty
   * @param phone the digest must be that of the number requested, save where it is empty
   * @param forgotten guesses up to then do not count any more
   * @param key empty where there is none
   * @param claimed whether the key is the call's already
   */
  @Query(
      nativeQuery = true,
      value =
          """
          with reserved as (
            update verification v
            set attempts = attempts + 1,
                operation = 'verify', operation_id = :operationId, operation_started_at = :now,
                lease_id = :operationId, lease_until = :leaseUntil,
                settle_at = :leaseUntil, settle_tries = 0, updated_at = :now
            where id = :id and caller_id = :callerId
              and operation is null
              and reference is not null
              and status in ('pending', 'sent', 'delivered')
              and attempts < max_attempts
              and :purpose in ('', purpose)
              and (octet_length(:phone) = 0 or phone_digest = :phone)
              and not exists (
                select from throttled_phone t
                where t.phone_digest = v.phone_digest
                  and t.guesses >= :mostGuesses and t.guessed_at > :forgotten)
              and (:claimed or not exists (
                select from idempotent_call c
                where c.caller_id = :callerId and c.idempotency_key = :key
                  and c.expires_at > :now))
          """
              + RETURNED
              + """
              ),
              counted as (
                select count_guess(phone_digest, :now, :mostGuesses, :forgotten) from reserved),
              claiming as (
                select claim_key(
                  :callerId, :key, :fingerprint, :claimed, :now, :leaseUntil, :keptUntil,
                  id, :operationId)
                from reserved
                where :key <> '')
              select reserved.*
              from reserved
              left join counted on true
              left join claiming on true
              """)
  Optional<Verification> reserveAttempt(
      UUID id,
      String callerId,
      String purpose,
      byte[] phone,
      UUID operationId,
      Instant now,
      Instant leaseUntil,
      int mostGuesses,
      Instant forgotten,
      String key,
      byte[] fingerprint,
      boolean claimed,
      Instant keptUntil);

  /** Begins a resend; empty where that is not possible now. */
  @Query(
      nativeQuery = true,
      value =
          """
          update verification
          set operation = 'resend', operation_id = :operationId, operation_started_at = :now,
              lease_id = :operationId, lease_until = :leaseUntil,
              settle_at = :leaseUntil, settle_tries = 0, updated_at = :now
          where id = :id
            and operation is null
            and reference is not null
            and status in ('pending', 'sent', 'delivered')
            and attempts < max_attempts
          """
              + RETURNED)
  Optional<Verification> reserveResend(UUID id, UUID operationId, Instant now, Instant leaseUntil);

  /** Takes over an operation that nobody holds any more, to settle it; empty where it is held. */
  @Query(
      nativeQuery = true,
      value =
          """
          update verification
          set lease_id = :leaseId, lease_until = :leaseUntil,
              settle_tries = settle_tries + 1, updated_at = :now
          where id = :id
            and operation is not null
            and lease_until <= :now
          """
              + RETURNED)
  Optional<Verification> takeOver(UUID id, UUID leaseId, Instant now, Instant leaseUntil);

  /** Takes over what is due to be settled and what no other replica is taking over just now. */
  @Query(
      nativeQuery = true,
      value =
          """
          update verification
          set lease_id = gen_random_uuid(), lease_until = :leaseUntil,
              settle_tries = settle_tries + 1, updated_at = :now
          where id in (
              select id from verification
              where operation is not null
                and settle_at <= :now
                and lease_until <= :now
              order by settle_at
              limit :atMost
              for update skip locked)
          """
              + RETURNED)
  List<Verification> takeOverDue(Instant now, Instant leaseUntil, int atMost);

  /** Makes an operation's lease last until then; 0 where somebody else took it over. */
  @Modifying
  @Query(
      nativeQuery = true,
      value =
          """
          update verification
          set lease_until = :leaseUntil, settle_at = :leaseUntil
          where id = :id
            and lease_id = :leaseId
          """)
  int renew(UUID id, UUID leaseId, Instant leaseUntil);

  /** Locks every verification of a number, in one order. */
  @Query(
      nativeQuery = true,
      value =
          """
          select id from verification
          where phone_digest = :phoneDigest
          order by id
          for update
          """)
  List<UUID> lockAll(byte[] phoneDigest);

  /** Deletes them, with what refers to them. */
  @Modifying
  @Query(nativeQuery = true, value = "delete from verification where id in (:ids)")
  int delete(Collection<UUID> ids);

  /** Claims the one refresh that is due; empty where none is. */
  @Query(
      nativeQuery = true,
      value =
          """
          update verification
          set refreshed_at = :now
          where id = :id
            and status in ('pending', 'sent', 'delivered')
            and (refreshed_at is null or refreshed_at <= :notSince)
            and (lease_until is null or lease_until <= :now)
          """
              + RETURNED)
  Optional<Verification> claimRefresh(UUID id, Instant now, Instant notSince);
}
