package dev.otpauth.idempotency;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otpauth.ConcurrentCalls;
import dev.otpauth.MovableClock;
import dev.otpauth.TestDatabase;
import dev.otpauth.idempotency.IdempotencyRecord.Use;
import dev.otpauth.phone.KeyRing;
import dev.otpauth.runtime.RoundTrip;
import dev.otpauth.runtime.RowSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Storage of idempotency records. */
class IdempotencyRecordsTest {

  private static final IdempotencyKey KEY = new IdempotencyKey("login", "k");
  private static final StoredResponse RESPONSE =
      new StoredResponse(202, 7L, "application/json", "{\"token\":\"secret of a token\"}");

  private static final DataSource database = TestDatabase.freshDataSource();
  private static final JdbcClient statements = JdbcClient.create(database);

  private final MovableClock clock = new MovableClock();
  private final Instant now = clock.instant();
  private final UUID subject = UUID.randomUUID();
  private final IdempotencyRecords records =
      new IdempotencyRecords(
          new JdbcTemplate(database), statements, KeyRing.of("digest", "k1").vault(), clock);

  @BeforeAll
  static void migrate() {
    Flyway.configure().dataSource(database).load().migrate();
  }

  @BeforeEach
  void noKeys() {
    statements.sql("truncate idempotency_record").update();
  }

  @Test
  void whatIsSavedIsLoaded() {
    claim(KEY, subject);
    var loaded = stored(KEY);
    assertThat(loaded)
        .usingRecursiveComparison()
        .isEqualTo(claimed(KEY, subject, now.plusSeconds(30)));
    assertThat(load(new IdempotencyKey("login", "other")).rows()).isEmpty();
    assertThat(load(new IdempotencyKey("signup", "k")).rows()).isEmpty();
  }

  @Test
  void ofManyWhoClaimANewKeyOneWins() throws Exception {
    var claims =
        ConcurrentCalls.make(
            IntStream.range(0, 10).mapToObj(_ -> (Callable<Boolean>) this::isClaimed).toList());
    assertThat(claims).filteredOn(it -> it).hasSize(1);
    assertThat(keys()).isEqualTo(1);
  }

  /** All have found nothing under it. */
  private boolean isClaimed() {
    try {
      claim(KEY, UUID.randomUUID());
      return true;
    } catch (ConcurrencyFailureException _) {
      return false;
    }
  }

  @Test
  void ofTwoWhoTakeAnExpiredKeyOneWins() {
    claim(KEY, subject);
    clock.advance(IdempotencyRecord.RETENTION);
    assertThat(stored(KEY).useBy(fingerprint("another"), clock.instant())).isEmpty();
    var one = load(KEY);
    var other = load(KEY);
    one.put(KEY, claimed(KEY, subject, clock.instant()));
    other.put(KEY, claimed(KEY, null, clock.instant()));
    save(one);
    assertThatThrownBy(() -> save(other)).isInstanceOf(ConcurrencyFailureException.class);
    assertThat(stored(KEY).subjectId()).isEqualTo(subject);
  }

  @Test
  void aStoredResponseIsReplayedAsItWas() {
    claim(KEY, subject);
    records.store(KEY, RESPONSE);
    assertThat(stored(KEY).useBy(fingerprint(KEY.value()), now))
        .map(Use.Answered.class::cast)
        .hasValueSatisfying(it -> assertThat(records.open(it.response())).isEqualTo(RESPONSE));
  }

  @Test
  void aResponseWithoutARetryAfterIsStoredWithoutOne() {
    claim(KEY, subject);
    var response = new StoredResponse(200, null, "text/plain", "done");
    records.store(KEY, response);
    assertThat(records.open(Objects.requireNonNull(stored(KEY).response()))).isEqualTo(response);
  }

  @Test
  void storedBodiesAreEncrypted() {
    claim(KEY, subject);
    records.store(KEY, RESPONSE);
    var body = statements.sql("select body from idempotency_record").query(byte[].class).single();
    assertThat(new String(body, ISO_8859_1)).doesNotContain("secret of a token");
    assertThat(records.areEncryptedWith("k1")).isTrue();
    assertThat(records.areEncryptedWith("k2")).isFalse();
  }

  @Test
  void nothingIsStoredUnderAKeyThatIsGone() {
    records.store(KEY, RESPONSE);
    records.leaveOpen(KEY);
    assertThat(keys()).isZero();
  }

  @Test
  void whatIsLeftOpenIsFoundOutByTheNextRepeat() {
    claim(KEY, subject);
    var fingerprint = fingerprint(KEY.value());
    assertThat(stored(KEY).useBy(fingerprint, now)).contains(new Use.Running());
    records.leaveOpen(KEY);
    assertThat(stored(KEY).useBy(fingerprint, now))
        .contains(new Use.Interrupted(subject, operation(subject), now.plusSeconds(30)));
  }

  @Test
  void forgettingLeavesRunningCallsTheirKeysAndNothingElse() {
    var answered = new IdempotencyKey("login", "answered");
    var lapsed = new IdempotencyKey("login", "lapsed");
    var others = new IdempotencyKey("login", "others");
    claim(KEY, subject);
    claim(answered, subject);
    records.store(answered, RESPONSE);
    claim(lapsed, subject);
    records.leaveOpen(lapsed);
    claim(others, UUID.randomUUID());

    records.forget(List.of(subject), now);
    assertThat(keys()).isEqualTo(2);
    assertThat(stored(KEY).subjectId()).isNull();
    assertThat(stored(KEY).operationId()).isNull();
    assertThat(stored(KEY).useBy(fingerprint(KEY.value()), now)).contains(new Use.Running());
    assertThat(stored(others).subjectId()).isNotNull();
  }

  @Test
  void aCallWhoseSubjectIsForgottenMeanwhileFindsOut() {
    claim(KEY, subject);
    var seen = load(KEY);
    records.forget(List.of(subject), now);
    seen.put(KEY, Objects.requireNonNull(seen.get(KEY)).leased(now));
    assertThatThrownBy(() -> save(seen)).isInstanceOf(ConcurrencyFailureException.class);
    assertThat(stored(KEY).subjectId()).isNull();
  }

  @Test
  void onlyExpiredKeysAreForgottenAndSoManyAtATime() {
    for (var i = 0; i < 3; i++) {
      claim(new IdempotencyKey("login", "k" + i), subject);
    }
    clock.advance(Duration.ofSeconds(1));
    claim(KEY, subject);
    var then = now.plus(IdempotencyRecord.RETENTION);
    assertThat(records.forgetExpired(then.minusMillis(1), 2)).isZero();
    assertThat(records.forgetExpired(then, 2)).isEqualTo(2);
    assertThat(records.forgetExpired(then, 2)).isEqualTo(1);
    assertThat(records.forgetExpired(then, 2)).isZero();
    assertThat(keys()).isEqualTo(1);
  }

  @Test
  void aFreedKeyIsClaimedAgain() {
    claim(KEY, subject);
    var freed = load(KEY);
    freed.put(KEY, Objects.requireNonNull(freed.get(KEY)).freed(now));
    save(freed);
    var next = load(KEY);
    next.put(KEY, claimed(KEY, null, now));
    assertThatCode(() -> save(next)).doesNotThrowAnyException();
  }

  private void claim(IdempotencyKey key, @Nullable UUID of) {
    var rows = new RowSet<IdempotencyKey, IdempotencyRecord>();
    rows.put(key, claimed(key, of, clock.instant().plusSeconds(30)));
    save(rows);
  }

  private IdempotencyRecord claimed(IdempotencyKey key, @Nullable UUID of, Instant leaseUntil) {
    var call = new IdempotentCall<String>(key, fingerprint(key.value()), _ -> RESPONSE);
    var operation = of == null ? null : operation(of);
    return IdempotencyRecord.claimed(call, of, operation, leaseUntil, clock.instant());
  }

  private static UUID operation(UUID of) {
    return UUID.nameUUIDFromBytes(of.toString().getBytes(UTF_8));
  }

  private static byte[] fingerprint(String text) {
    return text.getBytes(UTF_8);
  }

  private void save(RowSet<IdempotencyKey, IdempotencyRecord> rows) {
    var trip = new RoundTrip();
    records.save(trip, rows);
    trip.send(new JdbcTemplate(database));
  }

  private RowSet<IdempotencyKey, IdempotencyRecord> load(IdempotencyKey key) {
    var trip = new RoundTrip();
    var rows = records.load(trip, List.of(key), false);
    trip.send(new JdbcTemplate(database));
    return rows;
  }

  private IdempotencyRecord stored(IdempotencyKey key) {
    return Objects.requireNonNull(load(key).get(key));
  }

  private static int keys() {
    return statements.sql("select count(*) from idempotency_record").query(Integer.class).single();
  }
}
