package dev.otpauth.verification;

import dev.otpauth.idempotency.IdempotencyRecords;
import dev.otpauth.phone.EncryptedPhone;
import dev.otpauth.phone.KeyRegistry;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.phone.SupersededKey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
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
 * Re-encrypts stored numbers of superseded keys with the active key, then has those keys forgotten.
 * One replica at a time walks through all verifications in batches by id, so no index on the key is
 * needed. Each update is conditional on the old key.
 */
@Component
class Reencryption {

  private static final Logger log = LoggerFactory.getLogger(Reencryption.class);

  private static final int BATCH = 200;
  private static final UUID BEFORE_ALL = new UUID(0, 0);
  private static final Duration LEASE = Duration.ofMinutes(1);

  /** The time until the next walk for a key that is still in use. */
  private static final Duration RETRY_DELAY = Duration.ofHours(1);

  /** Whether verifications created since the walk use the key. */
  private static final String KEY_IN_USE =
      "select exists (select from verification where id > :after and phone_key_id = :key)";

  private final JdbcClient database;
  private final KeyRegistry keys;
  private final PhoneVault vault;
  private final IdempotencyRecords responses;
  private final Counter reencrypted;
  private volatile boolean stopping;

  Reencryption(
      JdbcClient database,
      KeyRegistry keys,
      PhoneVault vault,
      IdempotencyRecords responses,
      MeterRegistry meters) {
    this.database = database;
    this.responses = responses;
    this.keys = keys;
    this.vault = vault;
    this.reencrypted =
        Counter.builder("otp.privacy.reencrypted")
            .description("Stored numbers that the active key encrypted anew")
            .register(meters);
  }

  @PreDestroy
  void stop() {
    stopping = true;
  }

  /**
   * Replaces one superseded key, if there is one. An interrupted walk starts again from the
   * beginning.
   */
  @Scheduled(initialDelay = 1, fixedRate = 1, timeUnit = TimeUnit.MINUTES)
  void replaceSuperseded() {
    try {
      keys.leaseSuperseded(LEASE).ifPresent(this::replace);
    } catch (DataAccessException e) {
      log.atWarn()
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("Re-encryption was interrupted by a database failure; a later run starts it again");
    }
  }

  private void replace(SupersededKey key) {
    log.atInfo().addKeyValue("key", key.id()).log("Re-encryption begins");
    var walk = new Walk(key);
    while (walk.hasMore()) {
      if (stopping || !keys.renew(key, LEASE)) {
        return;
      }
      walk.nextBatch();
    }
    var forgotten = walk.isKeyUnused() && keys.forget(key);
    if (!forgotten) {
      keys.renew(key, RETRY_DELAY);
    }
    log.atInfo()
        .addKeyValue("key", key.id())
        .addKeyValue("reencrypted", walk.reencryptedRows)
        .addKeyValue("unreadable", walk.unreadable)
        .addKeyValue("forgotten", forgotten)
        .log("Re-encryption is done");
  }

  /** One pass over all verifications, oldest first. */
  private final class Walk {

    private final SupersededKey key;
    private UUID after = BEFORE_ALL;
    private boolean more = true;
    private long reencryptedRows;
    private long unreadable;

    Walk(SupersededKey key) {
      this.key = key;
    }

    boolean hasMore() {
      return more;
    }

    void nextBatch() {
      var batch = batch();
      for (var row : batch) {
        if (row.ciphertext() != null) {
          reencrypt(row.id(), row.ciphertext());
        }
        after = row.id();
      }
      more = batch.size() == BATCH;
    }

    private List<Row> batch() {
      return database
          .sql(
              """
              select id, case when phone_key_id = :key then phone_ciphertext end as ciphertext
              from verification
              where id > :after
              order by id
              limit :atMost
              """)
          .param("key", key.id())
          .param("after", after)
          .param("atMost", BATCH)
          .query((row, _) -> new Row(row.getObject("id", UUID.class), row.getBytes("ciphertext")))
          .list();
    }

    private void reencrypt(UUID id, byte[] ciphertext) {
      EncryptedPhone phone;
      try {
        phone = vault.seal(vault.open(new EncryptedPhone(id, key.id(), ciphertext)), id);
      } catch (IllegalStateException | IllegalArgumentException _) {
        unreadable++;
        return;
      }
      var changed =
          database
              .sql(
                  """
                  update verification
                  set phone_key_id = :newKey, phone_ciphertext = :ciphertext
                  where id = :id and phone_key_id = :oldKey
                  """)
              .param("newKey", phone.keyId())
              .param("ciphertext", phone.ciphertext())
              .param("id", id)
              .param("oldKey", key.id())
              .update();
      reencryptedRows += changed;
      reencrypted.increment(changed);
    }

    boolean isKeyUnused() {
      return unreadable == 0
          && !responses.areEncryptedWith(key.id())
          && !database
              .sql(KEY_IN_USE)
              .param("after", after)
              .param("key", key.id())
              .query(Boolean.class)
              .single();
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Row(UUID id, byte @Nullable [] ciphertext) {}
}
