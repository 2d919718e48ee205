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
 * Encrypts with the active key what superseded keys encrypted, and has those forgotten. One replica
 * at a time walks through all verifications by their id, a batch at a time and each in a statement
 * of its own: what another key has encrypted meanwhile is left alone, and no index is needed.
 */
@Component
class Reencryption {

  private static final Logger log = LoggerFactory.getLogger(Reencryption.class);

  private static final int BATCH = 200;
  private static final UUID BEFORE_ALL = new UUID(0, 0);
  private static final Duration LEASE = Duration.ofMinutes(1);

  /** Until a key is looked at again that something still needs. */
  private static final Duration PAUSE = Duration.ofHours(1);

  /** What a walk leaves. */
  private static final String STILL_NEEDED =
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

  /** Walks for one superseded key, where there is one. A walk that is cut short begins anew. */
  @Scheduled(initialDelay = 1, fixedRate = 1, timeUnit = TimeUnit.MINUTES)
  void replaceSuperseded() {
    try {
      keys.takeSuperseded(LEASE).ifPresent(this::replace);
    } catch (DataAccessException e) {
      log.atWarn()
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("Re-encryption was cut short");
    }
  }

  private void replace(SupersededKey key) {
    log.atInfo().addKeyValue("key", key.id()).log("Re-encryption begins");
    var walk = new Walk(key);
    while (walk.hasMore()) {
      if (stopping || !keys.hold(key, LEASE)) {
        return;
      }
      walk.nextBatch();
    }
    var forgotten = walk.leftNothing() && keys.forget(key);
    if (!forgotten) {
      keys.hold(key, PAUSE);
    }
    log.atInfo()
        .addKeyValue("key", key.id())
        .addKeyValue("reencrypted", walk.done)
        .addKeyValue("unreadable", walk.unreadable)
        .addKeyValue("forgotten", forgotten)
        .log("Re-encryption is done");
  }

  /** From the oldest verification to the newest. */
  private final class Walk {

    private final SupersededKey key;
    private UUID after = BEFORE_ALL;
    private boolean more = true;
    private long done;
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
      done += changed;
      reencrypted.increment(changed);
    }

    boolean leftNothing() {
      return unreadable == 0
          && !responses.areEncryptedWith(key.id())
          && !database
              .sql(STILL_NEEDED)
              .param("after", after)
              .param("key", key.id())
              .query(Boolean.class)
              .single();
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by no one
  private record Row(UUID id, byte @Nullable [] ciphertext) {}
}
