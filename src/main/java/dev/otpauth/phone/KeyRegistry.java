package dev.otpauth.phone;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The keys that stored data was made with. Startup fails without them, or with different keys under
 * their ids. No method needs a transaction over its statements.
 */
@Component
public class KeyRegistry {

  private static final Logger log = LoggerFactory.getLogger(KeyRegistry.class);

  /** If no replica has reported a key as active for this long, none encrypts with it. */
  private static final Duration QUIET = Duration.ofMinutes(10);

  private final JdbcClient database;
  private final PhoneVault vault;
  private final DigestProof proof;
  private final Clock clock;

  KeyRegistry(JdbcClient database, PhoneVault vault, DigestProof proof, Clock clock) {
    this.database = database;
    this.vault = vault;
    this.proof = proof;
    this.clock = clock;
  }

  /**
   * Compares this replica's keys with the registered ones, and registers new ones.
   *
   * @throws IllegalStateException if a key differs or is missing; the message names its setting
   */
  void checkAndRegister() {
    proof.compare(registeredDigestProof());
    var registered =
        database
            .sql("select id, proof, active_at is not null as needed from encryption_key")
            .query(
                (row, _) ->
                    new Row(row.getString("id"), row.getBytes("proof"), row.getBoolean("needed")))
            .list();
    registered.forEach(this::compare);
    vault.keyIds().forEach(this::register);
    reportActive();
  }

  private byte[] registeredDigestProof() {
    return database
        .sql(
            """
            insert into digest_key (proof) values (:proof)
            on conflict (one) do update set proof = digest_key.proof
            returning proof
            """)
        .param("proof", proof.bytes())
        .query(byte[].class)
        .single();
  }

  private void compare(Row registered) {
    var id = registered.id();
    if (vault.keyIds().contains(id)) {
      compare(id, registered.proof());
    } else if (registered.needed()) {
      throw new IllegalStateException(
          "otp.privacy.encryption-keys.%s is missing, and stored numbers still need it"
              .formatted(id));
    }
  }

  private void compare(String id, byte @Nullable [] proof) {
    if (proof != null && !vault.isProofOf(proof, id)) {
      throw new IllegalStateException(
          "otp.privacy.encryption-keys.%s is not the key that has this id; a new key needs a new id"
              .formatted(id));
    }
  }

  /** Registers a key; compares it again, in case another replica has registered the id first. */
  private void register(String id) {
    var proof =
        database
            .sql(
                """
                insert into encryption_key (id, proof) values (:id, :proof)
                on conflict (id) do update
                  set proof = coalesce(encryption_key.proof, excluded.proof)
                returning proof
                """)
            .param("id", id)
            .param("proof", vault.proof(id))
            .query(byte[].class)
            .single();
    compare(id, proof);
  }

  @Scheduled(initialDelay = 1, fixedRate = 1, timeUnit = TimeUnit.MINUTES)
  void reportActiveRegularly() {
    try {
      reportActive();
    } catch (DataAccessException e) {
      log.atWarn()
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("Could not report the active key as in use; the next run tries again");
    }
  }

  /** Reports this replica's active key as in use, and registers it again if it was forgotten. */
  private void reportActive() {
    database
        .sql(
            """
            insert into encryption_key (id, proof, active_at) values (:id, :proof, :now)
            on conflict (id) do update set active_at = excluded.active_at
            """)
        .param("id", vault.activeKey())
        .param("proof", vault.proof(vault.activeKey()))
        .param("now", timestamp(clock.instant()))
        .update();
  }

  /**
   * Leases a key that no replica encrypts with any more, for re-encryption; empty if there is none,
   * or another replica holds the lease.
   */
  public Optional<SupersededKey> leaseSuperseded(Duration lease) {
    var old = vault.keyIds().stream().filter(id -> !id.equals(vault.activeKey())).toList();
    if (old.isEmpty()) {
      return Optional.empty();
    }
    var now = clock.instant();
    var leaseId = UUID.randomUUID();
    return database
        .sql(
            """
            update encryption_key set lease_id = :leaseId, lease_until = :leaseUntil
            where id = (
                select id from encryption_key
                where id in (:old)
                  and active_at <= :quietSince
                  and (lease_until is null or lease_until <= :now)
                order by id
                limit 1
                for update skip locked)
            returning id
            """)
        .param("old", old)
        .param("leaseId", leaseId)
        .param("leaseUntil", timestamp(now.plus(lease)))
        .param("quietSince", timestamp(now.minus(QUIET)))
        .param("now", timestamp(now))
        .query(String.class)
        .optional()
        .map(id -> new SupersededKey(id, leaseId));
  }

  /** Renews the lease; false if it was lost, or the key is in use again. */
  public boolean renew(SupersededKey key, Duration lease) {
    return leased(
                key,
                """
                update encryption_key set lease_until = :leaseUntil
                where id = :id and lease_id = :leaseId and active_at <= :quietSince
                """)
            .param("leaseUntil", timestamp(clock.instant().plus(lease)))
            .update()
        == 1;
  }

  /**
   * Removes a key that no stored data needs; false if the lease was lost, or the key is in use
   * again.
   */
  public boolean forget(SupersededKey key) {
    return leased(
                key,
                """
                delete from encryption_key
                where id = :id and lease_id = :leaseId and active_at <= :quietSince
                """)
            .update()
        == 1;
  }

  private JdbcClient.StatementSpec leased(SupersededKey key, String sql) {
    return database
        .sql(sql)
        .param("id", key.id())
        .param("leaseId", key.leaseId())
        .param("quietSince", timestamp(clock.instant().minus(QUIET)));
  }

  private static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Row(String id, byte @Nullable [] proof, boolean needed) {}
}
