package dev.otpauth.verification;

import static dev.otpauth.ScriptedProvider.RIGHT;
import static dev.otpauth.ScriptedProvider.WRONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.MovableClock;
import dev.otpauth.Replies;
import dev.otpauth.ScriptedProvider;
import dev.otpauth.ScriptedProvider.Call;
import dev.otpauth.ServiceTest;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.HistoryResult;
import dev.otpauth.provider.OtpCode;
import dev.otpauth.provider.OtpStatus;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import dev.otpauth.verification.RequestOutcome.Started;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Settlement in the background, without a repeat by the caller. */
@ServiceTest
class SettlementWorkerTest {

  private static final PhoneNumber MOBILE = new PhoneNumber("+6281234567890");

  @Autowired OtpVerifications verifications;
  @Autowired VerificationLedger ledger;
  @Autowired Settlement settlement;
  @Autowired ScriptedProvider provider;
  @Autowired MovableClock clock;
  @Autowired JdbcClient database;
  @Autowired ServiceTest.World world;
  private SettlementWorker worker;

  @BeforeEach
  void freshWorld() {
    world.reset();
    worker = new SettlementWorker(ledger, settlement, clock);
  }

  @Test
  void aSendIsFoundOnceTheProviderCanBeAsked() {
    provider.losesAnswer(Call.SEND);
    provider.answers(Call.HISTORY, Unknown.LOST);
    var id = request();
    worker.settleDue();
    assertThat(find(id).status()).as("not before its pause is over").isEqualTo(OtpStatus.PENDING);
    clock.advance(Duration.ofSeconds(1));
    worker.settleDue();
    assertThat(find(id).status()).isEqualTo(OtpStatus.SENT);
  }

  @Test
  void anErrorThatLeavesOpenWhatItDidIsDecidedByTheBooksOfTwoSecondsLater() {
    provider.failsBefore(Call.SEND);
    var id = request();
    assertThat(find(id).status()).as("looked at once").isEqualTo(OtpStatus.PENDING);
    assertThat(provider.calls(Call.HISTORY)).isOne();
    clock.advance(Duration.ofMillis(1_900));
    worker.settleDue();
    assertThat(find(id).status()).as("before its books are final").isEqualTo(OtpStatus.PENDING);
    clock.advance(Duration.ofMillis(100));
    worker.settleDue();
    assertThat(find(id).failureReason()).isEqualTo(FailureReason.SEND_FAILED);
    assertThat(provider.calls(Call.SEND)).isOne();
  }

  @Test
  void aCodeThatIsBookedAMomentAfterAnErrorIsFound() {
    provider.failsAfterwards(Call.SEND);
    provider.answers(Call.HISTORY, new HistoryResult.Page(List.of(), 1, 1, 100, 0));
    var id = request();
    assertThat(find(id).status()).isEqualTo(OtpStatus.PENDING);
    clock.advance(Duration.ofSeconds(2));
    worker.settleDue();
    assertThat(find(id).status()).isEqualTo(OtpStatus.SENT);
    assertThat(confirm(id, RIGHT)).isInstanceOf(ConfirmOutcome.Verified.class);
  }

  @Test
  void aCodeThatWentOutBeforeAnErrorIsFoundAtOnce() {
    provider.failsAfterwards(Call.SEND);
    var id = request();
    assertThat(find(id).status()).isEqualTo(OtpStatus.SENT);
    assertThat(provider.messages()).hasSize(1);
  }

  @Test
  void booksThatCannotBeReadDecideNothing() {
    provider.failsAfterwards(Call.SEND);
    provider.answers(Call.HISTORY, Unknown.ANSWERED);
    var id = request();
    for (var round = 0; round < 3; round++) {
      provider.answers(Call.HISTORY, new Unreachable(Duration.ofSeconds(2)));
      clock.advance(Duration.ofSeconds(20));
      worker.settleDue();
      assertThat(find(id).status()).as("round %d", round).isEqualTo(OtpStatus.PENDING);
    }
    clock.advance(Duration.ofSeconds(20));
    worker.settleDue();
    assertThat(find(id).status()).isEqualTo(OtpStatus.SENT);
  }

  @Test
  void theWholeBacklogIsSettledInOneRound() {
    for (var i = 0; i < 50; i++) {
      provider.losesCall(Call.VERIFY);
      provider.answers(Call.STATUS, Unknown.LOST);
      confirm(request(new PhoneNumber("+62812345678%02d".formatted(i))), WRONG);
    }
    clock.advance(Duration.ofSeconds(1));
    worker.settleDue();
    assertThat(ledger.due(50, clock.instant().plusSeconds(60))).isEmpty();
  }

  /** They are read, but cannot be taken over: the next round has them again, not this one. */
  @Test
  @Timeout(30)
  void aBatchThatCannotBeWrittenEndsTheRound() {
    for (var i = 0; i < 25; i++) {
      provider.losesCall(Call.VERIFY);
      provider.answers(Call.STATUS, Unknown.LOST);
      confirm(request(new PhoneNumber("+62812345678%02d".formatted(i))), WRONG);
    }
    clock.advance(Duration.ofSeconds(1));
    database
        .sql(
            """
            create function refuse() returns trigger language plpgsql as
              $$ begin raise exception 'full' using errcode = '53100'; end $$;
            create trigger refuse before update on verification execute function refuse();
            """)
        .update();
    try {
      worker.settleDue();
    } finally {
      database.sql("drop function refuse cascade").update();
    }
    assertThat(ledger.due(50, clock.instant())).hasSize(25);
  }

  @Test
  void aVerifyThatIsNeverKnownIsGivenUpAnHourAfterItsCode() {
    var id = request();
    provider.losesCall(Call.VERIFY);
    provider.answers(Call.STATUS, Unknown.LOST);
    confirm(id, WRONG);
    clock.advance(Duration.ofMinutes(64));
    provider.answers(Call.STATUS, Unknown.LOST);
    worker.settleDue();
    assertThat(find(id).isUnsettled()).isTrue();
    clock.advance(Duration.ofMinutes(2));
    provider.answers(Call.STATUS, Unknown.LOST);
    worker.settleDue();
    assertThat(find(id).isUnsettled()).isFalse();
    assertThat(find(id).status()).isEqualTo(OtpStatus.EXPIRED);
  }

  @Test
  void anAttemptThatNeverLeftIsGivenBack() {
    var id = request();
    provider.losesCall(Call.VERIFY);
    provider.answers(Call.STATUS, new Unreachable(Duration.ofSeconds(1)));
    confirm(id, RIGHT);
    assertThat(find(id).remainingAttempts()).isEqualTo(4);
    clock.advance(Duration.ofSeconds(1));
    worker.settleDue();
    assertThat(find(id).remainingAttempts()).isEqualTo(5);
    assertThat(provider.calls(Call.VERIFY)).isEqualTo(1);
  }

  @Test
  void whatSomebodyHoldsIsLeftAloneUntilItsLeaseLapses() {
    var id = request();
    provider.meanwhile(
        Call.VERIFY,
        () -> {
          worker.settleDue();
          assertThat(find(id).isUnsettled()).isTrue();
          assertThat(provider.calls(Call.STATUS)).isZero();
          clock.advance(PendingOperation.LEASE);
          worker.settleDue();
          assertThat(find(id).isUnsettled()).isFalse();
        });
    assertThat(confirm(id, RIGHT)).isInstanceOf(ConfirmOutcome.Verified.class);
    assertThat(find(id).status()).isEqualTo(OtpStatus.VERIFIED);
  }

  @Test
  void itLooksLessOftenTheLongerItTakesAndAtTheDeadlineInAnyCase() {
    provider.losesCall(Call.SEND);
    var id = request();
    var looks = 0;
    for (var second = 1; second <= 60; second++) {
      clock.advance(Duration.ofSeconds(1));
      var before = provider.calls(Call.HISTORY);
      worker.settleDue();
      looks += provider.calls(Call.HISTORY) - before;
    }
    assertThat(looks).isBetween(4, 8);
    assertThat(find(id).failureReason()).isEqualTo(FailureReason.SEND_FAILED);
  }

  @Test
  void oneThatFailsStaysDueAndDoesNotStopTheOthers() {
    var failing = request();
    provider.losesCall(Call.VERIFY);
    provider.answers(Call.STATUS, Unknown.LOST);
    confirm(failing, WRONG);
    provider.losesAnswer(Call.SEND);
    provider.answers(Call.HISTORY, Unknown.LOST);
    var other = request();
    provider.meanwhile(
        Call.STATUS,
        () -> {
          throw new IllegalStateException("a bug");
        });
    clock.advance(Duration.ofSeconds(1));
    worker.settleDue();
    assertThat(find(failing).isUnsettled()).isTrue();
    assertThat(find(failing).remainingAttempts()).isEqualTo(4);
    clock.advance(PendingOperation.LEASE);
    worker.settleDue();
    assertThat(find(failing).remainingAttempts()).isEqualTo(5);
    assertThat(find(other).status()).isEqualTo(OtpStatus.SENT);
  }

  private UUID request() {
    return request(MOBILE);
  }

  private UUID request(PhoneNumber mobile) {
    return ((Started)
            Replies.outcome(
                verifications.request(new RequestOtp("login", mobile, "login", null, null), null)))
        .verification()
        .requestId();
  }

  private ConfirmOutcome confirm(UUID id, String code) {
    return Replies.outcome(
        verifications.confirm(new ConfirmOtp("login", id, new OtpCode(code), null, null), null));
  }

  private Verification find(UUID id) {
    return ledger.find(id).orElseThrow();
  }
}
