package dev.otpauth.verification;

import dev.otpauth.provider.OtpStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Queries of stored verifications; changes go through {@link OperationStore}. */
interface Verifications extends Repository<Verification, UUID> {

  Optional<Verification> findById(UUID id);

  Optional<Verification> findByIdAndCallerId(UUID id, String callerId);

  /**
   * A caller's verifications of a number and purpose that are in an open status and not expired,
   * latest first.
   */
  @Query(
      """
      select it from Verification it
      where it.phoneDigest = :phoneDigest and it.callerId = :callerId and it.purpose = :purpose
        and it.status in :open and it.expiresAt > :now
      order by it.createdAt desc
      """)
  List<Verification> open(
      byte[] phoneDigest, String callerId, String purpose, Collection<OtpStatus> open, Instant now);

  /** The ids of verifications whose settlement is due, longest overdue first. */
  @Query(
      nativeQuery = true,
      value =
          """
          select id from verification
          where operation is not null and settle_at <= :now
          order by settle_at
          limit :atMost
          """)
  List<UUID> due(Instant now, int atMost);

  /** The given references that belong to a verification. */
  @Query(
      nativeQuery = true,
      value = "select reference from provider_reference where reference in (:references)")
  Set<String> taken(Collection<String> references);

  /** Locks every verification of a number, in the order of their ids, and returns the ids. */
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

  /** Deletes verifications, with the rows that refer to them, and returns how many. */
  @Modifying
  @Query(nativeQuery = true, value = "delete from verification where id in (:ids)")
  int delete(Collection<UUID> ids);
}
