package dev.otpauth.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.otpauth.MovableClock;
import dev.otpauth.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Startup fails with keys other than those of the stored data. */
class KeyRegistryTest {

  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Duration QUIET = Duration.ofMinutes(10);

  private static DataSource source;
  private static JdbcClient database;
  private final MovableClock clock = new MovableClock();

  @BeforeAll
  static void migrate() {
    source = TestDatabase.freshDataSource();
    database = JdbcClient.create(source);
    Flyway.configure().dataSource(source).load().migrate();
  }

  @BeforeEach
  void newDatabase() {
    database.sql("truncate digest_key, encryption_key").update();
  }

  @Test
  void aNewDatabaseTakesTheKeysItIsGiven() {
    start("digest", "k1", "k0");
    assertThatCode(() -> start("digest", "k1", "k0")).doesNotThrowAnyException();
  }

  @Test
  void anotherDigestKeyIsRefused() {
    start("digest", "k1");
    assertThatIllegalStateException()
        .isThrownBy(() -> start("other", "k1"))
        .withMessage(
            "otp.privacy.digest-key is not the key that the stored digests were made with");
  }

  @Test
  void otherBytesUnderAKnownIdAreRefused() {
    start("digest", "k1", "k0");
    assertThatIllegalStateException()
        .isThrownBy(() -> start("digest", "k1=other", "k0"))
        .withMessageStartingWith("otp.privacy.encryption-keys.k1 is not the key that has this id");
    assertThatIllegalStateException()
        .isThrownBy(() -> start("digest", "k1", "k0=other"))
        .withMessageStartingWith("otp.privacy.encryption-keys.k0 is not the key that has this id");
  }

  @Test
  void aKeyThatEncryptedMayNotBeMissing() {
    start("digest", "k1");
    start("digest", "k2", "k1");
    assertThatIllegalStateException()
        .isThrownBy(() -> start("digest", "k2"))
        .withMessage("otp.privacy.encryption-keys.k1 is missing, and stored numbers still need it");
  }

  @Test
  void aKeyThatNeverEncryptedMayBeTakenOutAgain() {
    start("digest", "k1", "k2");
    assertThatCode(() -> start("digest", "k1")).doesNotThrowAnyException();
  }

  @Test
  void aRefusedStartRegistersNothing() {
    start("digest", "k1");
    assertThatIllegalStateException().isThrownBy(() -> start("digest", "k2", "k1=other"));
    assertThat(ids()).containsExactly("k1");
  }

  @Test
  void manyReplicasStartAtOnceOnAnEmptyDatabase() throws Exception {
    Callable<KeyRegistry> start = () -> start("digest", "k1", "k0");
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var starts = executor.invokeAll(Stream.generate(() -> start).limit(16).toList());
      assertThat(starts).allSatisfy(it -> assertThat(it.get()).isNotNull());
    }
    assertThat(ids()).containsExactlyInAnyOrder("k0", "k1");
  }

  @Test
  void whatIsStoredHoldsNoKey() {
    start("digest", "k1");
    var stored =
        database
            .sql("select (select proof from digest_key) || proof from encryption_key")
            .query(byte[].class)
            .single();
    assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("digest", "k1..");
  }

  @Test
  void aKeyIsSupersededOnceNobodyEncryptsWithItAnyMore() {
    var old = start("digest", "k1");
    var rotated = start("digest", "k2", "k1");
    clock.advance(QUIET.minusSeconds(1));
    assertThat(rotated.leaseSuperseded(LEASE)).isEmpty();
    old.reportActiveRegularly();
    clock.advance(QUIET.minusSeconds(1));
    assertThat(rotated.leaseSuperseded(LEASE)).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(rotated.leaseSuperseded(LEASE)).map(SupersededKey::id).contains("k1");
  }

  @Test
  void twoGenerationsSideBySideDoNotReplaceEachOther() {
    var old = start("digest", "k1", "k2");
    var rotated = start("digest", "k2", "k1");
    for (var minute = 0; minute < 60; minute++) {
      clock.advance(Duration.ofMinutes(1));
      old.reportActiveRegularly();
      rotated.reportActiveRegularly();
      assertThat(old.leaseSuperseded(LEASE)).isEmpty();
      assertThat(rotated.leaseSuperseded(LEASE)).isEmpty();
    }
  }

  @Test
  void oneReplicaAtATimeHoldsASupersededKeyUntilItsLeaseLapses() {
    start("digest", "k1");
    var one = start("digest", "k2", "k1");
    var other = start("digest", "k2", "k1");
    clock.advance(QUIET);
    var held = one.leaseSuperseded(LEASE).orElseThrow();
    assertThat(other.leaseSuperseded(LEASE)).isEmpty();
    clock.advance(LEASE.dividedBy(2));
    assertThat(one.renew(held, LEASE)).isTrue();
    clock.advance(LEASE.dividedBy(2));
    assertThat(other.leaseSuperseded(LEASE)).isEmpty();
    clock.advance(LEASE.dividedBy(2));
    assertThat(other.leaseSuperseded(LEASE)).isPresent();
    assertThat(one.renew(held, LEASE)).isFalse();
    assertThat(one.forget(held)).isFalse();
  }

  @Test
  void aKeyThatIsInUseAgainIsNotForgotten() {
    var old = start("digest", "k1");
    var rotated = start("digest", "k2", "k1");
    clock.advance(QUIET);
    var held = rotated.leaseSuperseded(LEASE).orElseThrow();
    old.reportActiveRegularly();
    assertThat(rotated.renew(held, LEASE)).isFalse();
    assertThat(rotated.forget(held)).isFalse();
  }

  @Test
  void aForgottenKeyMayBeTakenOut() {
    start("digest", "k1");
    var rotated = start("digest", "k2", "k1");
    clock.advance(QUIET);
    assertThat(rotated.forget(rotated.leaseSuperseded(LEASE).orElseThrow())).isTrue();
    start("digest", "k2", "k1");
    assertThatCode(() -> start("digest", "k2")).doesNotThrowAnyException();
  }

  @Test
  void aReplicaThatStillEncryptsWithAForgottenKeyBringsItBack() {
    var old = start("digest", "k1");
    var rotated = start("digest", "k2", "k1");
    clock.advance(QUIET);
    rotated.forget(rotated.leaseSuperseded(LEASE).orElseThrow());
    old.reportActiveRegularly();
    assertThatIllegalStateException()
        .isThrownBy(() -> start("digest", "k2"))
        .withMessageContaining("otp.privacy.encryption-keys.k1 is missing");
  }

  @Test
  void withoutTheDatabaseTheNextRoundTells() {
    var registry =
        KeyRing.of("digest", "k1")
            .registry(
                JdbcClient.create(
                    new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:9/none")),
                clock);
    assertThatCode(registry::reportActiveRegularly).doesNotThrowAnyException();
  }

  private KeyRegistry start(String digest, String... encryption) {
    return KeyRing.of(digest, encryption).start(database, clock);
  }

  private static List<String> ids() {
    return database.sql("select id from encryption_key").query((row, _) -> row.getString(1)).list();
  }
}
