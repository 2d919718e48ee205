package dev.otpauth.verification;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Every provider reference that a verification ever had; each belongs to one verification. */
interface ProviderReferences extends Repository<Verification, UUID> {

  /** Adopts a reference; 0 where it belongs to a verification already. */
  @Modifying
  @Query(
      nativeQuery = true,
      value =
          """
          insert into provider_reference (reference, verification_id, adopted_at)
          values (:reference, :verificationId, :now)
          on conflict do nothing
          """)
  int adopt(String reference, UUID verificationId, Instant now);

  /** Those of the references that belong to a verification. */
  @Query(
      nativeQuery = true,
      value = "select reference from provider_reference where reference in (:references)")
  Set<String> held(Collection<String> references);
}
