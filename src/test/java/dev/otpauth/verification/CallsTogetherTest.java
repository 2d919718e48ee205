package dev.otpauth.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.otpauth.ConcurrentCalls;
import dev.otpauth.ScriptedProvider;
import dev.otpauth.ServiceTest;
import dev.otpauth.idempotency.IdempotencyKey;
import dev.otpauth.idempotency.IdempotentCall;
import dev.otpauth.idempotency.Reply;
import dev.otpauth.idempotency.StoredResponse;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.throttle.LimitedBy;
import dev.otpauth.throttle.SampleSends;
import dev.otpauth.verification.ConfirmOutcome.Verified;
import dev.otpauth.verification.RequestOutcome.Started;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Concurrent calls share statements, and each gets the same response as if it were alone. */
@ServiceTest
@TestPropertySource(properties = "otp.throttle.send-delays=60s,2m")
class CallsTogetherTest {

  private static final int MANY = 40;

  @Autowired OtpVerifications verifications;
  @Autowired ScriptedProvider provider;
  @Autowired ServiceTest.World world;
  @Autowired JdbcClient database;
  @Autowired DataSource connections;

  private SampleCalls calls;

  @BeforeEach
  void freshWorld() {
    world.reset();
    calls = new SampleCalls(verifications);
  }

  /** Two at a time at the least: the first group may be of one. */
  @Test
  void theyShareCommits() throws Exception {
    var before = commits();
    var ids = calls.started(0, MANY);
    assertThat(calls.confirmed(ids)).hasOnlyElementsOfType(Verified.class);
    assertThat(commits() - before).isLessThan(2 * MANY);
    assertThat(provider.messages()).hasSize(MANY);
    assertThat(count("select count(*) from verification where status = 'verified'"))
        .isEqualTo(MANY);
    assertThat(count("select count(*) from throttled_phone where guesses = 0 and sends = 0"))
        .isEqualTo(MANY);
  }

  @Test
  void aNumberThatHasToWaitHoldsNoOtherUp() throws Exception {
    assertThat(calls.request(0).call()).isInstanceOf(Started.class);
    var outcomes = ConcurrentCalls.make(calls.requests(0, MANY));
    assertThat(outcomes.getFirst())
        .asInstanceOf(type(Refusal.RateLimited.class))
        .extracting(Refusal.RateLimited::by)
        .isEqualTo(LimitedBy.PHONE);
    assertThat(outcomes.subList(1, MANY))
        .allSatisfy(
            it ->
                assertThat(it)
                    .asInstanceOf(type(Started.class))
                    .extracting(started -> started.verification().resendIn())
                    .isEqualTo(Duration.ofSeconds(60)));
    assertThat(count("select count(*) from throttled_phone where sends = 1")).isEqualTo(MANY);
    assertThat(provider.messages()).hasSize(MANY);
  }

  @Test
  void ofManyForOneNumberOneIsSent() throws Exception {
    var same = IntStream.range(0, MANY).mapToObj(_ -> calls.request(0)).toList();
    var outcomes = ConcurrentCalls.make(same);
    assertThat(outcomes).filteredOn(Started.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(Refusal.RateLimited.class::isInstance).hasSize(MANY - 1);
    assertThat(provider.messages()).hasSize(1);
  }

  /** 20 an hour, and one more is one too many. */
  @Test
  void oneAddressGetsWhatItsLimitHoldsAndNoMore() throws Exception {
    var address = InetAddress.getByName("192.0.2.1");
    var outcomes =
        ConcurrentCalls.make(
            IntStream.range(0, MANY).mapToObj(i -> calls.requestFrom(address, i)).toList());
    assertThat(outcomes).filteredOn(Started.class::isInstance).hasSize(20);
    assertThat(outcomes)
        .filteredOn(Refusal.RateLimited.class::isInstance)
        .hasSize(MANY - 20)
        .allSatisfy(
            it ->
                assertThat(it)
                    .asInstanceOf(type(Refusal.RateLimited.class))
                    .extracting(Refusal.RateLimited::by)
                    .isEqualTo(LimitedBy.CLIENT_IP));
    assertThat(count("select count(*) from throttled_phone where sends > 0")).isEqualTo(20);
    assertThat(provider.messages()).hasSize(20);
  }

  @Test
  void aKeyIsClaimedOnceAndHoldsNoOtherUp() throws Exception {
    var together = new ArrayList<Callable<Reply<RequestOutcome>>>();
    for (var i = 0; i < MANY; i++) {
      together.add(calls.request(0, key("same")));
      together.add(calls.request(1 + i, key("of its own " + i)));
    }
    assertThat(ConcurrentCalls.make(together)).hasSize(2 * MANY);
    assertThat(provider.messages()).hasSize(MANY + 1);
    assertThat(count("select count(*) from idempotency_record where status = 202"))
        .isEqualTo(MANY + 1);
  }

  @Test
  void aNumberWithoutGuessesHoldsNoOtherUp() throws Exception {
    var ids = calls.started(0, MANY);
    database
        .sql(
            """
            update throttled_phone set guesses = :most, guessed_at = :now
            where phone_digest = (select phone_digest from verification where id = :id)
            """)
        .param("most", SampleSends.MOST_GUESSES)
        .param("now", OffsetDateTime.now(world.clock()))
        .param("id", ids.getFirst())
        .update();
    var outcomes = calls.confirmed(ids);
    assertThat(outcomes.getFirst()).isInstanceOf(Refusal.Resting.class);
    assertThat(outcomes.subList(1, MANY)).hasOnlyElementsOfType(Verified.class);
    assertThat(count("select sum(attempts) from verification")).isEqualTo(MANY - 1);
  }

  @Test
  void whatCannotBeConfirmedHoldsNoOtherUp() throws Exception {
    var ids = calls.started(0, MANY);
    var together = new ArrayList<Callable<ConfirmOutcome>>();
    ids.forEach(id -> together.add(calls.confirm(id, null)));
    together.add(calls.confirm(UUID.randomUUID(), null));
    together.add(calls.confirm(ids.getFirst(), new PhoneNumber("+6281234999999")));
    var outcomes = ConcurrentCalls.make(together);
    assertThat(outcomes.subList(0, MANY)).hasOnlyElementsOfType(Verified.class);
    assertThat(outcomes.get(MANY)).isInstanceOf(Refusal.NotFound.class);
    assertThat(outcomes.get(MANY + 1)).isInstanceOf(Refusal.BindingMismatch.class);
  }

  /** One row that somebody holds on to. */
  @Test
  void aLockThatIsHeldHoldsNoOtherUp() throws Exception {
    var ids = calls.started(0, MANY);
    try (var holder = connections.getConnection()) {
      holder.setAutoCommit(false);
      try (var lock =
          holder.prepareStatement("select 1 from verification where id = ? for update")) {
        lock.setObject(1, ids.getFirst());
        lock.execute();
      }
      var free = ids.subList(1, MANY).stream().map(id -> calls.confirm(id, null)).toList();
      var together = new ArrayList<Callable<ConfirmOutcome>>(free);
      var held = new CompletableFuture<ConfirmOutcome>();
      Thread.startVirtualThread(
          () -> {
            try {
              held.complete(calls.confirm(ids.getFirst(), null).call());
            } catch (Exception e) {
              held.completeExceptionally(e);
            }
          });
      assertThat(ConcurrentCalls.make(together)).hasOnlyElementsOfType(Verified.class);
      assertThat(held).isNotDone();
      holder.rollback();
      assertThat(held.get()).isInstanceOf(Verified.class);
    }
  }

  private static IdempotentCall<RequestOutcome> key(String key) {
    return new IdempotentCall<>(
        new IdempotencyKey("login", key.replace(' ', '-')),
        key.getBytes(StandardCharsets.UTF_8),
        _ -> new StoredResponse(202, null, "application/json", "{}"));
  }

  /** Of the database, as far as they wrote something. */
  private long commits() {
    return count("select (pg_current_xact_id()::text)::bigint");
  }

  private long count(String sql) {
    return database.sql(sql).query(Long.class).single();
  }
}
