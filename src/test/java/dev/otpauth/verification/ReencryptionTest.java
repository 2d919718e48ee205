package dev.otpauth.verification;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.otpauth.MovableClock;
import dev.otpauth.TestDatabase;
import dev.otpauth.idempotency.IdempotencyRecords;
import dev.otpauth.phone.EncryptedPhone;
import dev.otpauth.phone.KeyRing;
import dev.otpauth.phone.PhoneNumber;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.hibernate.id.uuid.UuidVersion7Strategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Re-encryption after a key rotation converts every number and changes nothing else. */
class ReencryptionTest {

  private static final PhoneNumber MOBILE = new PhoneNumber("+6281234567890");
  private static final Duration QUIET = Duration.ofMinutes(10);
  private static final KeyRing BEFORE = KeyRing.of("digest", "k1");
  private static final KeyRing ROTATED = KeyRing.of("digest", "k2", "k1");

  private static DataSource source;
  private static JdbcClient database;
  private final MovableClock clock = new MovableClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Logger logger = (Logger) LoggerFactory.getLogger(Reencryption.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeAll
  static void migrate() {
    source = TestDatabase.freshDataSource();
    database = JdbcClient.create(source);
    Flyway.configure().dataSource(source).load().migrate();
  }

  @BeforeEach
  void oneKeyBefore() {
    database.sql("truncate digest_key, encryption_key, verification cascade").update();
    BEFORE.start(database, clock);
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
  }

  @Test
  void everyNumberIsEncryptedAnewAndTheOldKeyForgotten() {
    for (var i = 0; i < 450; i++) {
      store(BEFORE);
    }
    store(ROTATED);
    var rotated = replica(ROTATED);
    clock.advance(QUIET);

    rotated.replaceSuperseded();

    assertThat(keyIds()).containsOnly("k2").hasSize(451);
    var after = KeyRing.of("digest", "k2");
    assertThat(stored()).allSatisfy(it -> assertThat(after.vault().open(it)).isEqualTo(MOBILE));
    after.start(database, clock);
    assertThat(meters.counter("otp.privacy.reencrypted").count()).isEqualTo(450);
    assertThat(logged())
        .containsExactly(
            "Re-encryption begins key=\"k1\"",
            "Re-encryption is done key=\"k1\" reencrypted=\"450\" unreadable=\"0\""
                + " forgotten=\"true\"");
  }

  @Test
  void whileAReplicaMayStillEncryptWithTheOldKeyNothingIsDone() {
    store(BEFORE);
    var rotated = replica(ROTATED);
    clock.advance(QUIET.minusSeconds(1));
    rotated.replaceSuperseded();
    assertThat(keyIds()).containsExactly("k1");
  }

  @Test
  void onlyTheNumberChanges() {
    var id = store(BEFORE);
    var before = everythingElse(id);
    var rotated = replica(ROTATED);
    clock.advance(QUIET);
    rotated.replaceSuperseded();
    assertThat(keyIds()).containsExactly("k2");
    assertThat(everythingElse(id)).isEqualTo(before);
  }

  /** The walk has read the row and waits for its lock, while the row's newer state is committed. */
  @Test
  void whatIsChangedAtTheSameMomentStaysAsItWasChanged() throws SQLException {
    var id = store(BEFORE);
    var newest = KeyRing.of("digest", "k3", "k2", "k1");
    var rotated = replica(ROTATED);
    clock.advance(QUIET);
    try (var connection = source.getConnection()) {
      connection.setAutoCommit(false);
      var phone = newest.vault().seal(MOBILE, id);
      try (var update =
          connection.prepareStatement(
              """
              update verification
              set attempts = 3, phone_key_id = 'k3', phone_ciphertext = ? where id = ?
              """)) {
        update.setBytes(1, phone.ciphertext());
        update.setObject(2, id);
        update.executeUpdate();
      }
      var walk = CompletableFuture.runAsync(rotated::replaceSuperseded);
      await().until(ReencryptionTest::somebodyWaitsForALock);
      connection.commit();
      walk.join();
    }
    assertThat(keyIds()).containsExactly("k3");
    assertThat(newest.vault().open(stored().getFirst())).isEqualTo(MOBILE);
    assertThat(everythingElse(id)).contains("\"attempts\": 3");
    assertThat(meters.counter("otp.privacy.reencrypted").count()).isZero();
  }

  @Test
  void aNumberThatCannotBeReadKeepsItsKeyAndIsLookedAtAgain() {
    store(BEFORE);
    store(KeyRing.of("digest", "k1=other"));
    var rotated = replica(ROTATED);
    clock.advance(QUIET);
    rotated.replaceSuperseded();
    assertThat(keyIds()).containsExactlyInAnyOrder("k1", "k2");
    assertThat(logged().getLast())
        .endsWith("reencrypted=\"1\" unreadable=\"1\" forgotten=\"false\"");
    database.sql("delete from verification where phone_key_id = 'k1'").update();
    clock.advance(Duration.ofMinutes(59));
    rotated.replaceSuperseded();
    assertThat(logged()).hasSize(2);
    clock.advance(Duration.ofMinutes(1));
    rotated.replaceSuperseded();
    assertThat(logged().getLast()).endsWith("forgotten=\"true\"");
  }

  @Test
  void aKeyThatAKeptAnswerNeedsIsForgottenAfterTheAnswer() {
    store(BEFORE);
    var answer = BEFORE.vault().seal("{}", "login\na");
    database
        .sql(
            """
            insert into idempotency_record (caller_id, idempotency_key, fingerprint, lease_until,
              expires_at, status, content_type, body, body_key_id, version)
            values ('login', 'a', '', now(), now(), 200, 'application/json', :body, :key, 1)
            """)
        .param("body", answer.ciphertext())
        .param("key", answer.keyId())
        .update();
    var rotated = replica(ROTATED);
    clock.advance(QUIET);
    rotated.replaceSuperseded();
    assertThat(keyIds()).containsExactly("k2");
    assertThat(logged().getLast()).endsWith("forgotten=\"false\"");

    database.sql("delete from idempotency_record").update();
    clock.advance(Duration.ofHours(1));
    rotated.replaceSuperseded();
    assertThat(logged().getLast()).endsWith("forgotten=\"true\"");
  }

  @Test
  void aWalkThatIsStoppedIsBegunAnewByTheNextReplica() {
    store(BEFORE);
    var stopping = replica(ROTATED);
    clock.advance(QUIET);
    stopping.stop();
    stopping.replaceSuperseded();
    assertThat(keyIds()).containsExactly("k1");
    clock.advance(Duration.ofMinutes(1));
    replica(ROTATED).replaceSuperseded();
    assertThat(keyIds()).containsExactly("k2");
  }

  @Test
  void withoutTheDatabaseTheNextRoundGoesOn() {
    var gone = JdbcClient.create(new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:9/none"));
    var keys = ROTATED.start(database, clock);
    store(BEFORE);
    clock.advance(QUIET);
    new Reencryption(gone, keys, ROTATED.vault(), responses(ROTATED), meters).replaceSuperseded();
    assertThat(logged().getLast()).startsWith("Re-encryption was interrupted");
    assertThat(keyIds()).containsExactly("k1");
  }

  private Reencryption replica(KeyRing keys) {
    return new Reencryption(
        database, keys.start(database, clock), keys.vault(), responses(keys), meters);
  }

  private IdempotencyRecords responses(KeyRing keys) {
    return new IdempotencyRecords(new JdbcTemplate(source), database, keys.vault(), clock);
  }

  private static UUID store(KeyRing keys) {
    return store(database, keys);
  }

  private static UUID store(JdbcClient database, KeyRing keys) {
    var id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
    var phone = keys.vault().seal(MOBILE, id);
    return database
        .sql(
            """
            insert into verification
              (id, caller_id, purpose, phone_digest, phone_key_id, phone_ciphertext, sender,
               status, attempts, max_attempts, reference_attempts,
               expires_at, created_at, updated_at)
            values (:id, 'login', 'login', :digest, :keyId, :ciphertext, '+628001234567',
               'sent', 1, 5, 1, now(), now(), now())
            returning id
            """)
        .param("id", id)
        .param("digest", keys.vault().digest(MOBILE).bytes())
        .param("keyId", phone.keyId())
        .param("ciphertext", phone.ciphertext())
        .query(UUID.class)
        .single();
  }

  private static List<String> keyIds() {
    return database
        .sql("select phone_key_id from verification")
        .query((row, _) -> row.getString(1))
        .list();
  }

  private static List<EncryptedPhone> stored() {
    return database
        .sql("select id, phone_key_id, phone_ciphertext from verification")
        .query(
            (row, _) ->
                new EncryptedPhone(row.getObject(1, UUID.class), row.getString(2), row.getBytes(3)))
        .list();
  }

  private static String everythingElse(UUID id) {
    return database
        .sql(
            """
            select (to_jsonb(v) - 'phone_key_id' - 'phone_ciphertext')::text
            from verification v where id = :id
            """)
        .param("id", id)
        .query(String.class)
        .single();
  }

  private List<String> logged() {
    return log.list.stream()
        .map(
            it ->
                it.getMessage()
                    + " "
                    + it.getKeyValuePairs().stream().map(Object::toString).collect(joining(" ")))
        .toList();
  }

  private static boolean somebodyWaitsForALock() {
    return database
            .sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
            .query(Integer.class)
            .single()
        > 0;
  }
}
