package dev.otpauth.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.MovableClock;
import dev.otpauth.TestDatabase;
import dev.otpauth.events.WebhookReceiver.Received;
import dev.otpauth.phone.KeyedDigest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Delivery from the outbox: at least once, in order, and despite failures of the endpoint. */
@ExtendWith(OutputCaptureExtension.class)
class WebhookDispatcherTest {

  private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
  private static final Duration SECOND_WAIT = Duration.ofSeconds(15);
  private static final Duration LEASE = DeliveryTimeouts.DEFAULT.lease();
  private static final int MAX_ATTEMPTS = 3;

  private static final DataSource source = migrated();

  private final JdbcClient database = JdbcClient.create(source);
  private final Outbox outbox = outbox(source);
  private final MovableClock clock = new MovableClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final WebhookReceiver receiver = new WebhookReceiver();
  private final WebhookEndpoint endpoint =
      EventsConfiguration.endpoint(
          Settings.of(receiver.url()), DeliveryTimeouts.DEFAULT, SystemDefaultDnsResolver.INSTANCE);
  private final WebhookDispatcher dispatcher = dispatcher(outbox, new SameThreadExecutor());

  private static DataSource migrated() {
    var fresh = TestDatabase.freshDataSource();
    Flyway.configure().dataSource(fresh).load().migrate();
    return fresh;
  }

  @BeforeEach
  void nothingToTell() {
    database.sql("truncate verification_event, verification cascade").update();
  }

  @AfterEach
  void close() throws IOException {
    endpoint.close();
    receiver.close();
  }

  @Test
  void whatIsAcceptedIsDeliveredOnce() {
    add(verification(), 1);
    dispatcher.deliverDue();
    clock.advance(Duration.ofDays(1));
    dispatcher.deliverDue();

    assertThat(receiver.received()).hasSize(1);
    assertThat(outbox.size().backlog()).isZero();
    assertThat(counted("delivered")).isOne();
  }

  @Test
  void anEventWaitsForThoseBeforeItInItsVerificationAndForNoOthers() {
    var held = verification();
    var first = add(held, 1);
    var second = add(held, 2);
    receiver.answers(500);
    dispatcher.deliverDue();
    var other = add(verification(), 1);
    var loose = add(null, null);
    dispatcher.deliverDue();
    assertThat(ids(receiver.received())).startsWith(first).hasSize(3).contains(other, loose);

    clock.advance(FIRST_WAIT);
    dispatcher.deliverDue();
    assertThat(ids(receiver.received())).hasSize(5).endsWith(first, second);
  }

  @Test
  void whatIsBehindAFailedEventIsNotLookedAtBeforeItsTime() {
    var held = verification();
    add(held, 1);
    add(held, 2);
    receiver.answers(500);
    dispatcher.deliverDue();
    clock.advance(Duration.ofSeconds(1));
    add(held, 3);
    clock.advance(FIRST_WAIT.minusSeconds(1).minusMillis(1));
    assertThat(due()).isZero();

    clock.advance(Duration.ofMillis(1));
    assertThat(due()).isEqualTo(3);
    dispatcher.deliverDue();
    assertThat(outbox.size().backlog()).isZero();
  }

  @Test
  void eachFailureWaitsLongerAndNotAMomentLess() {
    add(verification(), 1);
    receiver.answers(500);
    receiver.answers(404);
    dispatcher.deliverDue();
    clock.advance(FIRST_WAIT.minusMillis(1));
    dispatcher.deliverDue();
    assertThat(receiver.received()).hasSize(1);
    clock.advance(Duration.ofMillis(1));
    dispatcher.deliverDue();
    assertThat(receiver.received()).hasSize(2);
    clock.advance(SECOND_WAIT.minusMillis(1));
    dispatcher.deliverDue();
    assertThat(receiver.received()).hasSize(2);
    clock.advance(Duration.ofMillis(1));
    dispatcher.deliverDue();

    assertThat(receiver.received()).hasSize(3);
    assertThat(receiver.received()).extracting(Received::id).containsOnly(onlyId());
    assertThat(receiver.received()).extracting(Received::timestamp).doesNotHaveDuplicates();
    assertThat(counted("failed")).isEqualTo(2);
    assertThat(counted("delivered")).isOne();
  }

  @Test
  void aThrottledEventWaitsAsLongAsToldAndTheOthersForAMoment() {
    var throttled = add(null, null);
    receiver.answers(429, "Retry-After", "7200");
    dispatcher.deliverDue();
    clock.advance(Duration.ofSeconds(59));
    var other = add(null, null);
    dispatcher.deliverDue();
    assertThat(ids(receiver.received())).containsExactly(throttled);
    clock.advance(Duration.ofSeconds(1));
    dispatcher.deliverDue();
    assertThat(ids(receiver.received())).containsExactly(throttled, other);
    clock.advance(Duration.ofHours(2).minusSeconds(61));
    dispatcher.deliverDue();
    assertThat(receiver.received()).hasSize(2);
    clock.advance(Duration.ofSeconds(1));
    dispatcher.deliverDue();
    assertThat(ids(receiver.received())).containsExactly(throttled, other, throttled);
  }

  @Test
  void anEventThatIsNeverAcceptedDiesAndLetsTheNextOnePass(CapturedOutput output) {
    var held = verification();
    var poisoned = add(held, 1);
    var next = add(held, 2);
    diesOf(400);

    assertThat(ids(receiver.received())).containsExactly(poisoned, poisoned, poisoned, next);
    assertThat(outbox.size()).isEqualTo(new Outbox.Size(0, null, 1));
    assertThat(counted("dead")).isOne();
    assertThat(output.getOut())
        .contains("Gave up on an event", "why=\"HTTP 400\"", "attempts=\"3\"");
    clock.advance(Duration.ofDays(3));
    dispatcher.deliverDue();
    assertThat(receiver.received()).hasSize(4);
  }

  @Test
  void theDeadAreReplayedByTheStatementThatIsDocumented() {
    var dead = add(verification(), 1);
    diesOf(500);
    database
        .sql("update verification_event set dead_at = null, attempts = 0 where dead_at is not null")
        .update();
    dispatcher.deliverDue();

    assertThat(ids(receiver.received())).containsExactly(dead, dead, dead, dead);
    assertThat(outbox.size()).isEqualTo(new Outbox.Size(0, null, 0));
  }

  @Test
  void anEndpointThatIsGoneIsLeftInPeaceForAnHour() {
    var told = add(null, null);
    receiver.answers(410);
    dispatcher.deliverDue();
    var kept = add(null, null);
    clock.advance(EndpointState.GONE_PAUSE.minusMillis(1));
    dispatcher.deliverDue();
    assertThat(ids(receiver.received())).containsExactly(told);
    assertThat(outbox.size().dead()).isOne();
    assertThat(outbox.size().backlog()).isOne();

    clock.advance(Duration.ofMillis(1));
    dispatcher.deliverDue();
    assertThat(ids(receiver.received())).containsExactly(told, kept);
  }

  @Test
  void whoDiesBetweenDeliveryAndBookkeepingDeliversTwiceWithOneId() throws Exception {
    add(verification(), 1);
    var taken = outbox.take(1, clock.instant(), clock.instant().plus(LEASE));
    endpoint.post(taken.getFirst(), clock.instant());
    clock.advance(LEASE.minusMillis(1));
    dispatcher.deliverDue();
    assertThat(receiver.received()).hasSize(1);
    clock.advance(Duration.ofMillis(1));
    dispatcher.deliverDue();

    assertThat(receiver.received()).hasSize(2).extracting(Received::id).containsOnly(onlyId());
    for (var received : receiver.received()) {
      assertThat(received.isSignedWith(Settings.SECRET)).isTrue();
    }
    assertThat(outbox.size().backlog()).isZero();
  }

  @Test
  void whoeverComesLateDoesNotUndoWhatAnotherHasDone() {
    add(verification(), 1);
    var late = outbox.take(1, clock.instant(), clock.instant()).getFirst();
    var second = outbox.take(1, clock.instant(), clock.instant().plusSeconds(60)).getFirst();
    outbox.failed(late, "late", clock.instant());
    outbox.dead(late, "late", clock.instant());
    assertThat(outbox.take(1, clock.instant(), clock.instant())).isEmpty();
    outbox.delivered(second, clock.instant());
    outbox.dead(second, "late", clock.instant());

    assertThat(outbox.size()).isEqualTo(new Outbox.Size(0, null, 0));
  }

  @Test
  void twoReplicasDeliverEachEventOnceAndInOrder() {
    var expected = new ArrayList<String>();
    for (var i = 0; i < 20; i++) {
      var verification = verification();
      for (var sequence = 1; sequence <= 10; sequence++) {
        expected.add(add(verification, sequence));
      }
    }
    var arrived = new ArrayList<Received>();
    try (var one = dispatcher(outbox(source), Executors.newVirtualThreadPerTaskExecutor());
        var two = dispatcher(outbox(source), Executors.newVirtualThreadPerTaskExecutor())) {
      one.deliverDue();
      two.deliverDue();
      while (arrived.size() < expected.size()) {
        arrived.add(receiver.next());
        one.deliverDue();
        two.deliverDue();
      }
    }

    assertThat(ids(receiver.received())).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(arrived.stream().map(Received::body).distinct())
        .allSatisfy(
            verification ->
                assertThat(
                        ids(arrived.stream().filter(it -> it.body().equals(verification)).toList()))
                    .isEqualTo(sequenceOf(verification)));
    assertThat(outbox.size().backlog()).isZero();
  }

  @Test
  void aBlockedEndpointHoldsAFewEventsAndNobodyUp() {
    for (var i = 0; i < WebhookDispatcher.CONCURRENCY * 3; i++) {
      add(verification(), 1);
      receiver.answersNever();
    }
    try (var blocked = dispatcher(outbox, Executors.newVirtualThreadPerTaskExecutor())) {
      blocked.deliverDue();
      for (var i = 0; i < WebhookDispatcher.CONCURRENCY; i++) {
        receiver.next();
      }
      blocked.deliverDue();
      blocked.deliverDue();

      assertThat(tried()).isEqualTo(WebhookDispatcher.CONCURRENCY);
      receiver.close();
    }
  }

  @Test
  void anEndpointThatFailsIsTriedWithOneEventAtATimeAndFoundToWorkAgain(CapturedOutput output) {
    for (var i = 0; i < 30; i++) {
      add(verification(), 1);
    }
    var untilItIsKnown = WebhookDispatcher.CONCURRENCY + EndpointState.FAILURE_THRESHOLD - 1;
    for (var i = 0; i < untilItIsKnown + 1; i++) {
      receiver.answers(503);
    }
    dispatcher.deliverDue();
    assertThat(receiver.received()).hasSize(untilItIsKnown);
    dispatcher.deliverDue();
    assertThat(receiver.received()).hasSize(untilItIsKnown + 1);
    dispatcher.deliverDue();
    clock.advance(FIRST_WAIT);
    dispatcher.deliverDue();

    assertThat(outbox.size().backlog()).isZero();
    assertThat(output.getOut())
        .containsOnlyOnce("Deliveries to the webhook endpoint fail")
        .containsOnlyOnce("Deliveries to the webhook endpoint succeed again");
  }

  @Test
  void withoutTheDatabaseThereIsNothingToDo(CapturedOutput output) {
    var gone = new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:9/none", "none", "none");
    dispatcher(outbox(gone), new SameThreadExecutor()).deliverDue();

    assertThat(output.getOut()).contains("Could not load due events; the next run tries again");
    assertThat(receiver.received()).isEmpty();
  }

  @Test
  void whatCannotBeWrittenDownIsDeliveredAgainAfterTheLease(CapturedOutput output) {
    add(verification(), 1);
    var forgetful =
        new Outbox(database, new JdbcTemplate(source)) {
          @Override
          void delivered(Event event, Instant now) {
            throw new DataAccessResourceFailureException("no more space");
          }
        };
    dispatcher(forgetful, new SameThreadExecutor()).deliverDue();
    assertThat(output.getOut())
        .contains("Could not store the result of a delivery; the event is delivered again");
    clock.advance(LEASE);
    dispatcher.deliverDue();

    assertThat(receiver.received()).hasSize(2).extracting(Received::id).containsOnly(onlyId());
  }

  @Test
  void theKeeperShowsWhatWaitsAndForgetsWhatIsOld() {
    var maintenance = new OutboxMaintenance(outbox, meters, clock);
    assertThat(gauge("otp.events.backlog")).isNaN();
    assertThat(gauge("otp.events.oldest")).isNaN();
    add(verification(), 1);
    diesOf(500);
    add(verification(), 1);
    dispatcher.deliverDue();
    add(verification(), 1);
    clock.advance(Duration.ofMinutes(5));
    maintenance.updateMetrics();

    assertThat(gauge("otp.events.backlog")).isOne();
    assertThat(gauge("otp.events.oldest")).isEqualTo(300);
    assertThat(gauge("otp.events.dead")).isOne();
    clock.advance(Duration.ofDays(1));
    maintenance.deleteOld();
    assertThat(rows()).as("a dead letter and one that waits").isEqualTo(2);
    clock.advance(Duration.ofDays(30));
    maintenance.deleteOld();
    maintenance.updateMetrics();
    assertThat(rows()).as("what waits is kept").isEqualTo(1);
    assertThat(gauge("otp.events.dead")).isZero();
  }

  @Test
  void withoutTheDatabaseTheKeeperKnowsNothing() {
    var gone = new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:9/none", "none", "none");
    new OutboxMaintenance(outbox(gone), meters, clock).updateMetrics();

    assertThat(gauge("otp.events.dead")).isNaN();
  }

  /** All tries of the first event due fail. */
  private void diesOf(int status) {
    for (var attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      receiver.answers(status);
      dispatcher.deliverDue();
      clock.advance(SECOND_WAIT);
    }
    dispatcher.deliverDue();
  }

  private WebhookDispatcher dispatcher(Outbox outbox, ExecutorService threads) {
    var backoff = new Backoff(MAX_ATTEMPTS, () -> 0.5);
    var delivery = new Delivery(outbox, endpoint, backoff, meters, clock);
    return new WebhookDispatcher(outbox, delivery, LEASE, clock, threads);
  }

  private static Outbox outbox(DataSource source) {
    return new Outbox(JdbcClient.create(source), new JdbcTemplate(source));
  }

  private UUID verification() {
    var id = UUID.randomUUID();
    database
        .sql(
            """
            insert into verification
              (id, caller_id, purpose, phone_digest, phone_key_id, phone_ciphertext, sender, status,
               attempts, max_attempts, reference_attempts, expires_at, created_at, updated_at)
            values (:id, 'login', 'login', '', 'k1', '', '', 'pending', 0, 5, 0, now(), now(), now())
            """)
        .param("id", id)
        .update();
    return id;
  }

  /** An event whose body tells its verification. */
  private String add(@Nullable UUID verification, @Nullable Integer sequence) {
    var id = UUID.randomUUID();
    outbox.add(
        new NewEvent(
            id,
            verification,
            sequence,
            "otp.verification.sent",
            String.valueOf(verification),
            new KeyedDigest("0".repeat(64)),
            clock.instant()));
    return id.toString();
  }

  private List<String> sequenceOf(String verification) {
    return database
        .sql("select id from verification_event where body = :body order by sequence")
        .param("body", verification)
        .query(String.class)
        .list()
        .stream()
        .map(Objects::requireNonNull)
        .toList();
  }

  private static List<String> ids(List<Received> received) {
    return received.stream().map(Received::id).toList();
  }

  private String onlyId() {
    return database.sql("select id from verification_event").query(String.class).single();
  }

  /** What the index of the due holds up to now, whether it can be taken or not. */
  private long due() {
    return database
        .sql("select count(*) from verification_event where due_at <= :now")
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  private long tried() {
    return database
        .sql("select count(*) from verification_event where attempts > 0")
        .query(Long.class)
        .single();
  }

  private long rows() {
    return database.sql("select count(*) from verification_event").query(Long.class).single();
  }

  private double counted(String outcome) {
    return meters.counter("otp.events", "outcome", outcome).count();
  }

  private double gauge(String name) {
    return meters.get(name).gauge().value();
  }
}
