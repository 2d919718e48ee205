package dev.otpauth.events;

import static dev.otpauth.ScriptedProvider.RIGHT;
import static dev.otpauth.ScriptedProvider.WRONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import dev.otpauth.MovableClock;
import dev.otpauth.Replies;
import dev.otpauth.ScriptedProvider;
import dev.otpauth.ScriptedProvider.Call;
import dev.otpauth.ServiceTest;
import dev.otpauth.caller.Caller;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.provider.OtpCode;
import dev.otpauth.provider.OtpStatus;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unreachable;
import dev.otpauth.verification.CallCompleted;
import dev.otpauth.verification.ConfirmOtp;
import dev.otpauth.verification.ConfirmOutcome;
import dev.otpauth.verification.Erasure;
import dev.otpauth.verification.OtpQueries;
import dev.otpauth.verification.OtpVerifications;
import dev.otpauth.verification.RequestOtp;
import dev.otpauth.verification.RequestOutcome;
import dev.otpauth.verification.RequestOutcome.Started;
import dev.otpauth.verification.ResendOtp;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The stored events: one per change, in the transaction of the change. */
@Tag("wire")
@ServiceTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
    properties = {
      "otp.events.endpoint=http://localhost:9/events",
      "otp.events.secrets=" + Settings.SECRET + "," + Settings.NEXT_SECRET
    })
class EventsTest {

  private static final PhoneNumber MOBILE = new PhoneNumber("+6281234567890");
  private static final Caller LOGIN = new Caller("login", Set.of("otp:verify"));

  @Autowired OtpVerifications verifications;
  @Autowired OtpQueries queries;
  @Autowired Erasure erasure;
  @Autowired ScriptedProvider provider;
  @Autowired PhoneVault vault;
  @Autowired MovableClock clock;
  @Autowired ServiceTest.World world;
  @Autowired JdbcClient database;
  @Autowired PlatformTransactionManager transactions;
  @Autowired MockMvcTester mvc;
  @Autowired MeterRegistry meters;
  @Autowired Outbox outbox;
  @Autowired JsonMapper json;
  @Autowired ApplicationEventPublisher publisher;

  @BeforeEach
  void freshWorld() {
    world.reset();
  }

  @Test
  void fromRequestToVerifiedEachChangeIsToldOnce() {
    var id = started(request());
    confirm(id, WRONG);
    clock.advance(Duration.ofSeconds(90));
    Replies.outcome(verifications.resend(new ResendOtp("login", id), null));
    confirm(id, RIGHT);
    confirm(id, RIGHT);
    queries.status(id, LOGIN);

    assertThat(told()).containsExactly("1 requested", "2 sent", "3 sent", "4 verified");
    assertThat(bodies().get(3))
        .isEqualTo(
            """
            {"type":"otp.verification.verified","timestamp":"2026-03-02T03:26:30Z","data":\
            {"request_id":"%s","sequence":4,"caller":"login","purpose":"login",\
            "status":"verified","mobile":"+62********890","mobile_digest":"%s"}}\
            """
                .formatted(id, vault.digest(MOBILE).hex()));
  }

  @Test
  void whatWasNotSentHasFailed() {
    provider.answers(Call.SEND, new Unreachable(Duration.ofSeconds(1)));
    request();

    assertThat(told()).containsExactly("1 requested", "2 failed");
    assertThat(bodies().getLast())
        .contains("\"status\":\"failed\",\"failure_reason\":\"send_failed\"");
  }

  @Test
  void whatIsErasedTellsNothingMoreNotEvenOfRefusals() {
    started(request());
    provider.answers(Call.SEND, new Throttled(Duration.ofSeconds(60)));
    request();
    request();
    assertThat(told()).isNotEmpty();

    erasure.erase(MOBILE, LOGIN, false);

    assertThat(told()).isEmpty();
  }

  @Test
  void usedUpAttemptsAreAFailure() {
    var id = started(request());
    for (var i = 0; i < 6; i++) {
      confirm(id, WRONG);
    }

    assertThat(told()).containsExactly("1 requested", "2 sent", "3 failed");
    assertThat(bodies().getLast()).contains("\"failure_reason\":\"attempts_exhausted\"");
  }

  @Test
  void whatIsSettledLaterIsToldThen() {
    provider.losesAnswer(Call.SEND);
    provider.answers(Call.HISTORY, new Unreachable(Duration.ofSeconds(1)));
    var id = started(request());
    assertThat(told()).containsExactly("1 requested");
    clock.advance(Duration.ofSeconds(10));
    queries.status(id, LOGIN);

    assertThat(told()).containsExactly("1 requested", "2 sent");
  }

  @Test
  void whatIsSeenByARefreshIsToldOnce() {
    var id = started(request());
    provider.messages().getFirst().becomes(OtpStatus.DELIVERED);
    clock.advance(Duration.ofSeconds(5));
    queries.status(id, LOGIN);
    assertThat(told()).as("delivered is none of the kinds").hasSize(2);
    provider.messages().getFirst().becomes(OtpStatus.VERIFIED);
    clock.advance(Duration.ofSeconds(5));
    queries.status(id, LOGIN);
    queries.status(id, LOGIN);

    assertThat(told()).containsExactly("1 requested", "2 sent", "3 verified");
  }

  @Test
  void thatANumberHasToWaitIsToldOnceForEachWait() {
    provider.answers(Call.SEND, new Throttled(Duration.ofSeconds(8)));
    for (var i = 0; i < 50; i++) {
      assertThat(request().value()).isEqualTo("rate_limit_exceeded");
    }

    assertThat(told()).containsExactlyInAnyOrder("1 requested", "2 failed", "- throttled");
    assertThat(bodies().stream().filter(it -> it.contains("throttled")))
        .singleElement()
        .asString()
        .contains("\"mobile\":\"+62********890\"", "mobile_digest", "request_id")
        .doesNotContain("status", "sequence");

    clock.advance(Duration.ofSeconds(8));
    provider.answers(Call.SEND, new Throttled(Duration.ofSeconds(8)));
    request();
    request();
    assertThat(told()).filteredOn("- throttled"::equals).hasSize(2);
  }

  /** The replica that finds out first tells; the others find it told. */
  @Test
  void anotherReplicaTellsNothingTwice() {
    provider.answers(Call.SEND, new Throttled(Duration.ofSeconds(9)));
    request();
    var until = clock.instant().plusSeconds(9);
    var other = new EventRecorder(outbox, vault, json, meters);
    other.on(throttled(until));
    other.on(throttled(until));
    assertThat(told()).filteredOn("- throttled"::equals).hasSize(1);
    other.on(throttled(until.plusSeconds(1)));
    assertThat(told()).filteredOn("- throttled"::equals).hasSize(2);
  }

  @Test
  void thatACallersConversionDroppedIsToldOnceForEachTime() {
    var since = clock.instant();
    var other = new EventRecorder(outbox, vault, json, meters);
    publisher.publishEvent(dropped(since));
    other.on(dropped(since));
    assertThat(bodies())
        .containsExactly(
            """
            {"type":"otp.caller.conversion_dropped","timestamp":"2026-03-02T03:25:00Z","data":\
            {"caller":"login","sent":120,"verified":40,"usual_share":0.8}}\
            """);
    assertThat(outbox.take(10, clock.instant(), clock.instant().plusSeconds(60))).hasSize(1);

    other.on(dropped(since.plusSeconds(600)));
    assertThat(told()).containsExactly("- dropped", "- dropped");
    erasure.erase(MOBILE, LOGIN, false);
    assertThat(told()).as("it is about no number").hasSize(2);
  }

  private ConversionDropped dropped(Instant since) {
    return new ConversionDropped("login", 120, 40, 80, since, clock.instant());
  }

  private CallCompleted throttled(Instant until) {
    var subject = new CallCompleted.Subject(vault.digest(MOBILE), "+62812", MOBILE.masked());
    return new CallCompleted(
        "login",
        CallCompleted.Call.REQUEST,
        "rate_limit_exceeded",
        null,
        "login",
        "login",
        subject,
        until,
        clock.instant(),
        Duration.ZERO);
  }

  @Test
  void repeatsWithAKeyTellNothingTwice() {
    for (var i = 0; i < 3; i++) {
      assertThat(
              mvc.post()
                  .uri("/auth/otp/request")
                  .with(httpBasic("login", "login-secret"))
                  .header("Idempotency-Key", "once")
                  .contentType(MediaType.APPLICATION_JSON)
                  .content("{\"mobile\":\"081234567890\"}")
                  .exchange())
          .hasStatus(202);
    }

    assertThat(told()).containsExactly("1 requested", "2 sent");
  }

  @Test
  void whatIsRolledBackIsNotTold() {
    new TransactionTemplate(transactions)
        .executeWithoutResult(
            status -> {
              request();
              assertThat(told()).containsExactly("1 requested", "2 sent");
              status.setRollbackOnly();
            });

    assertThat(told()).isEmpty();
    assertThat(count("verification")).isZero();
  }

  @Test
  void anEventThatCannotBeWrittenDoesNotUndoWhatItTellsOf(CapturedOutput output) {
    var lostBefore = lost();
    database
        .sql(
            """
            alter table verification_event add constraint broken
              check (type not in ('otp.verification.sent', 'otp.verification.throttled'))
            """)
        .update();
    try {
      var id = started(request());
      assertThat(confirm(id, RIGHT)).isInstanceOf(ConfirmOutcome.Verified.class);
      provider.answers(Call.SEND, new Throttled(Duration.ofSeconds(10)));
      assertThat(request().value()).isEqualTo("rate_limit_exceeded");
    } finally {
      database.sql("alter table verification_event drop constraint broken").update();
    }

    assertThat(told()).containsExactly("1 requested", "1 requested", "2 failed", "3 verified");
    assertThat(lost() - lostBefore).isEqualTo(2);
    assertThat(output.getOut())
        .contains("Could not store an event: it is lost", "event=\"sent\"")
        .doesNotContain(MOBILE.digits());
  }

  @Test
  void noRowHoldsANumberOrACode() {
    var id = started(request());
    confirm(id, WRONG);
    confirm(id, RIGHT);
    provider.answers(Call.SEND, new Throttled(Duration.ofSeconds(7)));
    request();

    assertThat(database.sql("select e::text from verification_event e").query(String.class).list())
        .hasSize(6)
        .allSatisfy(
            row ->
                assertThat(row).doesNotContain(MOBILE.digits().substring(2), RIGHT, WRONG, "otp_"));
  }

  @Test
  void whatIsErasedTellsNothingMore() {
    request();
    database.sql("delete from verification").update();

    assertThat(count("verification_event")).isZero();
  }

  private RequestOutcome request() {
    return Replies.outcome(
        verifications.request(new RequestOtp("login", MOBILE, "login", null, null), null));
  }

  private ConfirmOutcome confirm(UUID id, String code) {
    return Replies.outcome(
        verifications.confirm(new ConfirmOtp("login", id, new OtpCode(code), null, null), null));
  }

  private static UUID started(RequestOutcome outcome) {
    return ((Started) outcome).verification().requestId();
  }

  /** Each event's place and kind. */
  private List<String> told() {
    return database
        .sql(
            """
            select coalesce(sequence::text, '-') || ' ' || substring(type from '[a-z]+$')
            from verification_event
            order by sequence, type
            """)
        .query(String.class)
        .list()
        .stream()
        .map(Objects::requireNonNull)
        .toList();
  }

  private List<String> bodies() {
    return database
        .sql("select body from verification_event order by sequence, type")
        .query(String.class)
        .list()
        .stream()
        .map(Objects::requireNonNull)
        .toList();
  }

  private long count(String table) {
    return database.sql("select count(*) from " + table).query(Long.class).single();
  }

  private double lost() {
    return meters.counter("otp.events", "outcome", "lost").count();
  }
}
