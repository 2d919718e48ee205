package dev.otpauth.verification;

import static dev.otpauth.ScriptedProvider.RIGHT;
import static dev.otpauth.ScriptedProvider.WRONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.MovableClock;
import dev.otpauth.Replies;
import dev.otpauth.ScriptedProvider;
import dev.otpauth.ScriptedProvider.Call;
import dev.otpauth.ServiceTest;
import dev.otpauth.caller.Caller;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.OtpCode;
import dev.otpauth.provider.Refused;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.VerifyResult;
import dev.otpauth.verification.RequestOutcome.Started;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Erasure of a number during calls about it: every call ends, and no data is stored again. */
@ServiceTest
@ExtendWith(OutputCaptureExtension.class)
class ErasureTest {

  private static final Caller LOGIN = new Caller("login", Set.of("otp:verify"));
  private static final Caller PRIVACY = new Caller("privacy", Set.of("otp:erase"));
  private static final PhoneNumber MOBILE = new PhoneNumber("+6281234567890");

  @Autowired Erasure erasure;
  @Autowired OtpVerifications verifications;
  @Autowired OtpQueries queries;
  @Autowired OperationRecovery interrupted;
  @Autowired VerificationLedger ledger;
  @Autowired Settlement settlement;
  @Autowired ScriptedProvider provider;
  @Autowired ServiceTest.World world;
  @Autowired MovableClock clock;
  @Autowired JdbcClient database;

  @BeforeEach
  void freshWorld() {
    world.reset();
  }

  @Test
  void aRequestWhoseMessageIsOnItsWay() {
    provider.meanwhile(Call.SEND, this::erase);
    assertThat(request()).isInstanceOf(Refusal.NotFound.class);
    assertThat(provider.messages()).as("it cannot be called back").hasSize(1);
    assertNothingIsKept();
  }

  @Test
  void aRequestThatTheProviderThrottles() {
    provider.answersAfter(Call.SEND, this::erase, new Throttled(Duration.ofSeconds(542)));
    assertThat(request()).isInstanceOf(Refusal.NotFound.class);
    assertNothingIsKept();
  }

  @Test
  void aRequestWhoseAnswerIsLookedFor() {
    provider.losesAnswer(Call.SEND);
    provider.meanwhile(Call.HISTORY, this::erase);
    assertThat(request()).isInstanceOf(Refusal.NotFound.class);
    assertNothingIsKept();
  }

  @Test
  void aRequestWhoseAnswerIsLost() {
    provider.answersAfter(Call.SEND, this::erase, Unknown.LOST);
    assertThat(request()).isInstanceOf(Refusal.NotFound.class);
    assertThat(provider.calls(Call.HISTORY)).isZero();
    assertNothingIsKept();
  }

  @Test
  void aResend() {
    var id = started(request());
    provider.meanwhile(Call.RESEND, this::erase);
    assertThat(resend(id)).isInstanceOf(Refusal.NotFound.class);
    assertThat(resend(id)).isInstanceOf(Refusal.NotFound.class);
    assertNothingIsKept();
  }

  @Test
  void aResendThatSettlesWhatWasBeforeIt() {
    var id = unsettledVerify();
    provider.meanwhile(Call.STATUS, this::erase);
    assertThat(resend(id)).isInstanceOf(Refusal.NotFound.class);
    assertThat(provider.calls(Call.RESEND)).isZero();
    assertNothingIsKept();
  }

  @Test
  void aConfirmOfTheRightCode() {
    var id = started(request());
    provider.meanwhile(Call.VERIFY, this::erase);
    assertThat(confirm(id, RIGHT)).isInstanceOf(Refusal.NotFound.class);
    assertThat(confirm(id, RIGHT)).isInstanceOf(Refusal.NotFound.class);
    assertNothingIsKept();
  }

  @Test
  void aConfirmOfAWrongCode() {
    var id = started(request());
    provider.answersAfter(Call.VERIFY, this::erase, new VerifyResult.Mismatched(OptionalInt.of(4)));
    assertThat(confirm(id, WRONG)).isInstanceOf(Refusal.NotFound.class);
    assertNothingIsKept();
  }

  @Test
  void aConfirmWhoseOutcomeIsUnknown() {
    var id = started(request());
    provider.answersAfter(Call.VERIFY, this::erase, Unknown.LOST);
    assertThat(confirm(id, RIGHT)).isInstanceOf(Refusal.NotFound.class);
    assertThat(provider.calls(Call.VERIFY)).isEqualTo(1);
    assertNothingIsKept();
  }

  @Test
  void aConfirmThatSettlesWhatWasBeforeIt() {
    var id = unsettledVerify();
    provider.meanwhile(Call.STATUS, this::erase);
    assertThat(confirm(id, RIGHT)).isInstanceOf(Refusal.NotFound.class);
    assertThat(provider.calls(Call.VERIFY)).isEqualTo(1);
    assertNothingIsKept();
  }

  @Test
  void betweenFindingAndReserving() {
    var id = started(request());
    erase();
    assertThat(confirm(id, RIGHT)).isInstanceOf(Refusal.NotFound.class);
    assertThat(resend(id)).isInstanceOf(Refusal.NotFound.class);
  }

  @Test
  void aStatusThatIsRefreshed() {
    var id = started(request());
    provider.meanwhile(Call.STATUS, this::erase);
    assertThat(queries.status(id, LOGIN)).isInstanceOf(Refusal.NotFound.class);

    var lost = started(request());
    clock.advance(Duration.ofSeconds(5));
    provider.answersAfter(Call.STATUS, this::erase, new Refused(Refused.Cause.REFERENCE));
    assertThat(queries.status(lost, LOGIN)).isInstanceOf(Refusal.NotFound.class);
    assertNothingIsKept();
  }

  @Test
  void aStatusThatSettles() {
    var id = unsettledVerify();
    provider.meanwhile(Call.STATUS, this::erase);
    assertThat(queries.status(id, LOGIN)).isInstanceOf(Refusal.NotFound.class);
    assertNothingIsKept();
  }

  @Test
  void aSettlementByTheWorker(CapturedOutput output) {
    unsettledVerify();
    provider.meanwhile(Call.STATUS, this::erase);
    var worker = new SettlementWorker(ledger, settlement, clock);
    worker.settleDue();
    clock.advance(PendingOperation.LEASE);
    worker.settleDue();
    assertThat(provider.calls(Call.STATUS))
        .as("once in vain, once erased, never again")
        .isEqualTo(2);
    assertThat(output).doesNotContain("Could not settle an unknown outcome");
    assertNothingIsKept();
  }

  @Test
  void aSendThatTheWorkerGivesUp(CapturedOutput output) {
    provider.losesCall(Call.SEND);
    request();
    clock.advance(Duration.ofSeconds(61));
    provider.meanwhile(Call.HISTORY, this::erase);
    new SettlementWorker(ledger, settlement, clock).settleDue();
    assertThat(output).doesNotContain("Could not settle an unknown outcome");
    assertNothingIsKept();
  }

  @Test
  void anInterruptedCallIsMadeAnew() {
    var id = unsettledVerify();
    provider.meanwhile(Call.STATUS, this::erase);
    assertThat(interrupted.stateOf(id, UUID.randomUUID())).isEmpty();
  }

  @Test
  void aRequestAfterItStartsAfresh() {
    for (var i = 0; i < 3; i++) {
      confirm(started(request()), WRONG);
    }
    assertThat(erasure.erase(MOBILE, PRIVACY, false)).isEqualTo(new Erased(3, null));
    assertThat(request()).isInstanceOf(Started.class);
  }

  /** A wrong guess whose outcome waits to be settled, by anyone and now. */
  private UUID unsettledVerify() {
    var id = started(request());
    provider.losesAnswer(Call.VERIFY);
    provider.answers(Call.STATUS, Unknown.LOST);
    assertThat(confirm(id, WRONG)).isInstanceOf(Refusal.OutcomeUnknown.class);
    clock.advance(Duration.ofSeconds(1));
    return id;
  }

  private void erase() {
    assertThat(erasure.erase(MOBILE, PRIVACY, false)).isEqualTo(new Erased(1, null));
  }

  private void assertNothingIsKept() {
    for (var table :
        new String[] {
          "verification", "provider_reference", "idempotency_record", "cooldown", "throttled_phone"
        }) {
      assertThat(database.sql("select count(*) from " + table).query(Integer.class).single())
          .as(table)
          .isZero();
    }
  }

  private RequestOutcome request() {
    return Replies.outcome(
        verifications.request(new RequestOtp("login", MOBILE, "login", null, null), null));
  }

  private UUID started(RequestOutcome outcome) {
    return ((Started) outcome).verification().requestId();
  }

  private ConfirmOutcome confirm(UUID id, String code) {
    return Replies.outcome(
        verifications.confirm(new ConfirmOtp("login", id, new OtpCode(code), null, null), null));
  }

  private RequestOutcome resend(UUID id) {
    return Replies.outcome(verifications.resend(new ResendOtp("login", id), null));
  }
}
