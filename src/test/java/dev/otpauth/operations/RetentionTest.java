package dev.otpauth.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.MovableClock;
import dev.otpauth.Replies;
import dev.otpauth.ServiceTest;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.verification.OtpVerifications;
import dev.otpauth.verification.RequestOtp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tests what the job deletes, what it keeps, and when it does nothing. */
@ServiceTest
@ExtendWith(OutputCaptureExtension.class)
class RetentionTest {

  private static final Duration KEPT = Duration.ofDays(30);

  @Autowired Retention retention;
  @Autowired RetentionProperties properties;
  @Autowired LockProvider locks;
  @Autowired OtpVerifications verifications;
  @Autowired ServiceTest.World world;
  @Autowired MovableClock clock;
  @Autowired JdbcClient database;
  private Instant now;
  private RetentionJob job;

  @BeforeEach
  void freshWorld() {
    world.reset();
    now = clock.instant();
    job = new RetentionJob(retention, properties, locks, clock);
  }

  @Test
  void whatIsOldGoesWithItsReferencesAndTheRestStays() {
    var old = verification("verified", now.minus(KEPT).minusMillis(1));
    var young = verification("verified", now.minus(KEPT));
    reference(old);
    reference(young);
    job.run();
    assertThat(left()).containsExactly(young);
    assertThat(count("provider_reference")).isEqualTo(1);
  }

  @Test
  void whatNeverEndedIsOldToo() {
    for (var status : List.of("pending", "sent", "delivered", "expired")) {
      verification(status, now.minus(KEPT).minusSeconds(1));
    }
    job.run();
    assertThat(left()).isEmpty();
  }

  @Test
  void whatIsInFlightIsLeftToSettlement() {
    var id = verification("sent", now.minus(KEPT).minusSeconds(1));
    database
        .sql(
            """
            update verification set operation = 'verify', operation_id = id, lease_id = id,
              operation_started_at = created_at, lease_until = created_at,
              settle_at = created_at, settle_tries = 0
            """)
        .update();
    job.run();
    assertThat(left()).containsExactly(id);
  }

  @Test
  void whatWasOpenedLongAgoButChangedSinceStays() {
    var id = verification("verified", now.minus(KEPT).minusSeconds(1));
    database
        .sql("update verification set updated_at = :now")
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
    job.run();
    assertThat(left()).containsExactly(id);
  }

  @Test
  void whatTakesManyBatchesGoesInOneRound() {
    var old = 3 * RetentionJob.BATCH_SIZE + 1;
    for (var i = 0; i < old; i++) {
      verification("verified", now.minus(KEPT).minusSeconds(i + 1));
    }
    var batches = new ArrayList<Integer>();
    var sweep = retention.due(now, KEPT).getLast();
    int found;
    do {
      found = sweep.batch().applyAsInt(RetentionJob.BATCH_SIZE);
      batches.add(found);
    } while (found == RetentionJob.BATCH_SIZE);
    assertThat(batches).containsExactly(500, 500, 500, 1);
    assertThat(left()).isEmpty();
  }

  @Test
  void aRealIdIsAsOldAsItsVerification() {
    Replies.outcome(
        verifications.request(
            new RequestOtp("login", new PhoneNumber("+6281234567890"), "login", null, null), null));
    var opened =
        database
            .sql("select uuid_extract_timestamp(id) from verification")
            .query(OffsetDateTime.class)
            .single();
    assertThat(opened.toInstant())
        .isBetween(
            Clock.systemUTC().instant().minusSeconds(60),
            Clock.systemUTC().instant().plusMillis(1));
  }

  @Test
  void limitsKeysConversionsAndAuditEntriesAreForgottenInTheSameRound(CapturedOutput output) {
    Replies.outcome(
        verifications.request(
            new RequestOtp("login", new PhoneNumber("+6281234567890"), "login", null, null), null));
    database
        .sql(
            """
            insert into idempotency_record
              (caller_id, idempotency_key, fingerprint, lease_until, expires_at, version)
            values ('login', 'k', '', :now, :now, 1)
            """)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
    database
        .sql(
            """
            insert into audit_entry (at, caller_id, call, outcome)
            select now() - age, 'login', 'request', 'sent'
            from unnest(array['366 days', '364 days']::interval[]) as given (age)
            """)
        .update();
    database
        .sql("insert into caller_conversion values ('login', :now, 1, 1)")
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
    clock.advance(Duration.ofDays(366));
    job.run();
    assertThat(count("throttled_phone")).isZero();
    assertThat(count("idempotency_record")).isZero();
    assertThat(count("caller_conversion")).isZero();
    assertThat(count("audit_entry where at < now() - interval '364 days'")).isOne();
    assertThat(count("audit_entry where at < now() - interval '365 days'")).isZero();
    assertThat(output)
        .contains("of=\"limits\"", "of=\"idempotency keys\"", "of=\"audit entries\"")
        .contains("of=\"conversions of callers\"");
  }

  @Test
  void whileAnotherReplicaIsAtItNothingIsDone() {
    verification("verified", now.minus(KEPT).minusSeconds(1));
    var other =
        locks
            .lock(new LockConfiguration(now, "retention", Duration.ofMinutes(1), Duration.ZERO))
            .orElseThrow();
    job.run();
    assertThat(left()).hasSize(1);
    other.unlock();
    job.run();
    assertThat(left()).isEmpty();
  }

  @Test
  void aShutdownEndsTheRoundAndTheNextGoesOn() {
    verification("verified", now.minus(KEPT).minusSeconds(1));
    job.stop();
    job.run();
    assertThat(left()).hasSize(1);
    new RetentionJob(retention, properties, locks, clock).run();
    assertThat(left()).isEmpty();
  }

  @Test
  void withoutTheDatabaseItWaitsForTheNextRound(CapturedOutput output) {
    new RetentionJob(
            retention,
            properties,
            _ -> {
              throw new DataAccessResourceFailureException("gone");
            },
            clock)
        .run();
    assertThat(output).contains("Could not delete all rows past their retention");
  }

  private UUID verification(String status, Instant at) {
    var id =
        new UUID((at.toEpochMilli() << 16) | 0x7000L, UUID.randomUUID().getLeastSignificantBits());
    database
        .sql(
            """
            insert into verification
              (id, caller_id, purpose, phone_digest, phone_key_id, phone_ciphertext, sender,
               status, attempts, max_attempts, reference_attempts, expires_at, verified_at,
               created_at, updated_at)
            values (:id, 'login', 'login', '', 'k1', '', '+628001234567', :status, 0, 5, 0, :at,
              case when :status = 'verified' then :at end, :at, :at)
            """)
        .param("id", id)
        .param("status", status)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
    return id;
  }

  private void reference(UUID id) {
    database
        .sql(
            """
            insert into provider_reference (reference, verification_id, adopted_at)
            values (:reference, :id, :now)
            """)
        .param("reference", "otp_" + id)
        .param("id", id)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  private List<@Nullable UUID> left() {
    return database.sql("select id from verification order by id").query(UUID.class).list();
  }

  private int count(String table) {
    return database.sql("select count(*) from " + table).query(Integer.class).single();
  }
}
