package dev.otpauth.database;

import static dev.otpauth.ScriptedProvider.RIGHT;
import static dev.otpauth.ScriptedProvider.WRONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import dev.otpauth.ScriptedProvider;
import dev.otpauth.ScriptedProvider.Call;
import dev.otpauth.TestDatabase;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/**
 * One replica's machine is an hour ahead, one's an hour behind, on one database with a right one.
 */
@TestInstance(Lifecycle.PER_CLASS)
class WrongClockTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final ScriptedProvider provider = new ScriptedProvider(Clock.systemUTC());
  private ReplicaWithClock right;
  private ReplicaWithClock ahead;
  private ReplicaWithClock behind;
  private int numbers;
  private String mobile;

  @BeforeAll
  void start() {
    var database = TestDatabase.fresh();
    right = ReplicaWithClock.start(database, provider, Duration.ZERO);
    ahead = ReplicaWithClock.start(database, provider, Duration.ofHours(1));
    behind = ReplicaWithClock.start(database, provider, Duration.ofHours(-1));
  }

  @AfterAll
  void stop() {
    Stream.of(right, ahead, behind).forEach(ReplicaWithClock::stop);
  }

  @BeforeEach
  void anotherNumber() {
    provider.reset();
    mobile = "+62812345678%02d".formatted(numbers++);
  }

  private Stream<Arguments> pairs() {
    return Stream.of(
        Arguments.argumentSet("right, then ahead", right, ahead),
        Arguments.argumentSet("right, then behind", right, behind),
        Arguments.argumentSet("ahead, then right", ahead, right),
        Arguments.argumentSet("behind, then right", behind, right));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aSendInFlightIsLeftToItsReplica(ReplicaWithClock holder, ReplicaWithClock other)
      throws Exception {
    provider.meanwhile(Call.SEND, other::settles);
    var answer = holder.subscriber(mobile).request();
    assertThat(answer).hasStatus(202).bodyJson().extractingPath("$.status").isEqualTo("sent");
    assertThat(provider.calls(Call.HISTORY)).isZero();
    var id = SubscriberCalls.field(answer, "request_id");
    assertThat(other.subscriber(mobile).confirm(id, RIGHT)).hasStatus(200);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aWrongCodeInFlightIsCounted(ReplicaWithClock holder, ReplicaWithClock other)
      throws Exception {
    var subscriber = holder.subscriber(mobile);
    var id = subscriber.requested();
    provider.meanwhile(Call.VERIFY, other::settles);
    var answer = subscriber.confirm(id, WRONG);
    assertThat(answer).hasStatus(422);
    assertThat(number(answer, "remaining_attempts")).isEqualTo(4);
    assertThat(provider.calls(Call.STATUS)).isZero();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void whatIsDueIsSettled(ReplicaWithClock holder, ReplicaWithClock other) throws Exception {
    provider.losesAnswer(Call.SEND);
    provider.answers(Call.HISTORY, Unknown.LOST);
    var id = SubscriberCalls.field(holder.subscriber(mobile).request(), "request_id");
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              other.settles();
              return SubscriberCalls.field(right.subscriber(mobile).status(id), "status")
                  .equals("sent");
            });
    assertThat(provider.messages()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void theWaitBetweenTwoCodesIsTheSame(ReplicaWithClock first, ReplicaWithClock next)
      throws Exception {
    var id = first.subscriber(mobile).requested();
    assertWaits(next.subscriber(mobile).request(), "phone", 50, 60);
    assertWaits(next.subscriber(mobile).resend(id), "phone", 50, 60);
    assertThat(provider.messages()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void anAddressHasNoMoreThanItsCodes(ReplicaWithClock first, ReplicaWithClock next)
      throws Exception {
    var ip = "192.0.2." + numbers;
    assertThat(first.subscriber(mobile).requestAt(ip)).hasStatus(202);
    anotherNumber();
    assertThat(first.subscriber(mobile).requestAt(ip)).hasStatus(202);
    anotherNumber();
    assertWaits(next.subscriber(mobile).requestAt(ip), "client_ip", 1_780, 1_800);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void theProvidersWaitIsKept(ReplicaWithClock first, ReplicaWithClock next) throws Exception {
    provider.answers(Call.SEND, new Throttled(Duration.ofSeconds(90)));
    assertWaits(first.subscriber(mobile).request(), "provider", 90, 90);
    assertWaits(next.subscriber(mobile).request(), "provider", 80, 90);
    assertThat(provider.calls(Call.SEND)).isOne();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aCodeIsGoodForItsFiveMinutes(ReplicaWithClock first, ReplicaWithClock next)
      throws Exception {
    var asked = first.subscriber(mobile).request();
    var id = SubscriberCalls.field(asked, "request_id");
    assertThat(number(asked, "expires_in")).isBetween(290, 300);
    assertThat(number(next.subscriber(mobile).status(id), "expires_in")).isBetween(290, 300);
    assertThat(next.subscriber(mobile).confirm(id, WRONG)).hasStatus(422);
    assertThat(next.subscriber(mobile).confirm(id, RIGHT)).hasStatus(200);
  }

  @Test
  void theWrongOnesAreOutOfRotationAndSayWhy() {
    assertThat(right.readiness()).hasStatus(200);
    assertOut(
        ahead, "This machine's clock is 3\\d{3}\\.\\d+ s ahead of PostgreSQL's: this replica.*");
    assertOut(
        behind, "This machine's clock is 3\\d{3}\\.\\d+ s behind PostgreSQL's: this replica.*");
  }

  private static void assertOut(ReplicaWithClock replica, String sentence) {
    assertThat(replica.readiness())
        .hasStatus(503)
        .bodyJson()
        .extractingPath("$.components.clock.details.problem")
        .asInstanceOf(InstanceOfAssertFactories.STRING)
        .matches(sentence);
  }

  private static void assertWaits(MvcTestResult answer, String by, int from, int to)
      throws Exception {
    assertThat(answer).hasStatus(429).bodyJson().extractingPath("$.limited_by").isEqualTo(by);
    assertThat(number(answer, "retry_after")).isBetween(from, to);
  }

  private static int number(MvcTestResult answer, String name) throws Exception {
    return JsonPath.read(answer.getResponse().getContentAsString(), "$." + name);
  }
}
