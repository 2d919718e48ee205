package dev.otpauth.verification;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
  String COLUMNS =
      """
      id, caller_id, purpose, phone_digest, phone_key_id, phone_ciphertext, sender,
        status, failure_reason, attempts, max_attempts,
        reference, reference_attempts, reference_remaining,
        operation, operation_id, operation_started_at,
        lease_id, lease_until, settle_at, settle_tries, operation_answered_at, concluded_id, concluded_as,
        expires_at, verified_at, proven_at, refreshed_at, created_at, updated_at, changes
      """;

  Verification save(Verification verification);

  Optional<Verification> findById(UUID id);

  Optional<Verification> findByIdAndCallerId(UUID id, String callerId);

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select v from Verification v where v.id = :id")
  Optional<Verification> lock(UUID id);

  /**
   * Reserves an attempt of what callers requested, and begins a verify: with the guess counted and
   * the caller's key claimed. One array each; what is not text is written as PostgreSQL reads it.
   *
   * @param purposes must be the ones requested, save where absent
   * @param phones the digests must be those of the numbers requested, save where absent
   * @param claimed keys; absent where a call came without one
   * @param ours whether the keys are the calls' already
   * @param patience for locks that others hold; for ever where it is nothing
   * @return those reserved; the others cannot be now, for whatever reason
   */
  @Query(
      nativeQuery = true,
      value =
          "select "
              + COLUMNS
              + """
              from reserve_attempts(
                cast(:ids as uuid[]), cast(:operations as uuid[]),
                cast(:moments as timestamptz[]), cast(:lease as interval),
                cast(:callers as text[]), cast(:purposes as text[]), cast(:phones as bytea[]),
                :mostGuesses, cast(:guessesKept as interval),
                cast(:claimed as text[]), cast(:fingerprints as bytea[]),
                cast(:kept as interval), :ours, cast(:patience as interval))
              """)
  List<Verification> reserveAttempts(
      @Nullable String[] ids,
      @Nullable String[] operations,
      @Nullable String[] moments,
      String lease,
      @Nullable String[] callers,
      @Nullable String[] purposes,
      @Nullable String[] phones,
      int mostGuesses,
      String guessesKept,
      @Nullable String[] claimed,
      @Nullable String[] fingerprints,
      String kept,
      boolean ours,
      String patience);

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
              + "returning "
              + COLUMNS)
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
              + "returning "
              + COLUMNS)
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
              + "returning "
              + COLUMNS)
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
              + "returning "
              + COLUMNS)
  Optional<Verification> claimRefresh(UUID id, Instant now, Instant notSince);
}
