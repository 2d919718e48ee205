package dev.otpauth.verification;

import static dev.otpauth.ScriptedProvider.RIGHT;
import static dev.otpauth.ScriptedProvider.WRONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.ConcurrentCalls;
import dev.otpauth.MovableClock;
import dev.otpauth.Replies;
import dev.otpauth.ScriptedProvider;
import dev.otpauth.ScriptedProvider.Call;
import dev.otpauth.ServiceTest;
import dev.otpauth.caller.Caller;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.HistoryQuery;
import dev.otpauth.provider.OtpCode;
import dev.otpauth.provider.OtpStatus;
import dev.otpauth.provider.Refused;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import dev.otpauth.throttle.LimitedBy;
import dev.otpauth.verification.ConfirmOutcome.Verified;
import dev.otpauth.verification.ConfirmOutcome.WrongCode;
import dev.otpauth.verification.RequestOutcome.Started;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lost responses, races and dead lease holders, settled by the provider's history and status. */
@ServiceTest
class OtpVerificationsTest {

  private static final Caller LOGIN = new Caller("login", Set.of("otp:verify"));
  private static final PhoneNumber MOBILE = new PhoneNumber("+6281234567890");
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @Autowired OtpVerifications verifications;
  @Autowired OtpQueries queries;
  @Autowired ScriptedProvider provider;
  @Autowired ServiceTest.World world;
  @Autowired MovableClock clock;
  @Autowired JdbcClient database;

  @BeforeEach
  void freshWorld() {
    world.reset();
  }

  @Test
  void aSendWhoseAnswerIsLostIsFoundInTheHistoryAtOnce() {
    provider.losesAnswer(Call.SEND);
    var started = started(request());
    assertThat(started.status()).isEqualTo(OtpStatus.SENT);
    assertThat(confirm(started.requestId(), RIGHT)).isInstanceOf(Verified.class);
    assertThat(provider.messages()).hasSize(1);
  }

  @Test
  void aSendThatNeverArrivedIsPendingUntilTheDeadlineAndFailedAfter() {
    provider.losesCall(Call.SEND);
    var id = started(request()).requestId();
    assertThat(view(id).status()).isEqualTo(OtpStatus.PENDING);
    assertThat(confirm(id, RIGHT)).isInstanceOf(Refusal.OutcomeUnknown.class);

    clock.advance(DEADLINE.minusMillis(1));
    assertThat(view(id).status()).isEqualTo(OtpStatus.PENDING);
    clock.advance(Duration.ofSeconds(5));
    assertThat(view(id).failureReason()).isEqualTo(FailureReason.SEND_FAILED);
    assertThat(endOf(confirm(id, RIGHT))).isEqualTo(Refusal.End.NOT_DELIVERED);
    assertThat(provider.calls(Call.SEND)).isEqualTo(1);
    assertThat(provider.messages()).isEmpty();
  }

  @Test
  void whileTheHistoryCannotBeAskedASendIsNotGivenUp() {
    provider.losesAnswer(Call.SEND);
    provider.answers(Call.HISTORY, new Unreachable(Duration.ofSeconds(1)));
    provider.answers(Call.HISTORY, Unknown.LOST);
    var id = started(request()).requestId();
    clock.advance(DEADLINE.plusSeconds(1));
    assertThat(view(id).status()).isEqualTo(OtpStatus.PENDING);
    assertThat(confirm(id, RIGHT)).isInstanceOf(Verified.class);
  }

  @Test
  void amongSeveralCandidatesNoneIsAdopted() {
    provider.foreignMessage(MOBILE, clock.instant());
    provider.losesAnswer(Call.SEND);
    var id = started(request()).requestId();
    assertThat(view(id).status()).isEqualTo(OtpStatus.PENDING);
    clock.advance(DEADLINE);
    assertThat(view(id).failureReason()).isEqualTo(FailureReason.SEND_FAILED);
  }

  @Test
  void aStatusThatIsAboutAnotherNumberSettlesNothing() {
    var id = started(request()).requestId();
    var other = provider.foreignMessage(new PhoneNumber("+6281234567899"), clock.instant());
    other.becomes(OtpStatus.VERIFIED);
    provider.losesCall(Call.VERIFY);
    provider.answers(Call.STATUS, provider.status(other.reference()));

    assertThat(confirm(id, WRONG)).isInstanceOf(Refusal.OutcomeUnknown.class);
    clock.advance(Duration.ofSeconds(5));
    provider.answers(Call.STATUS, provider.status(other.reference()));
    assertThat(view(id).status()).isEqualTo(OtpStatus.SENT);
  }

  @Test
  void anUndeliverableMessageIsNotTakenForExhaustedAttempts() {
    var id = started(request()).requestId();
    provider.messages().getFirst().becomes(OtpStatus.FAILED);
    provider.losesCall(Call.VERIFY);

    assertThat(endOf(confirm(id, RIGHT))).isEqualTo(Refusal.End.EXPIRED);
  }

  @Test
  void whatSomebodyElseHoldsOrSentAtAnotherTimeIsNoCandidate() {
    request();
    provider.foreignMessage(MOBILE, clock.instant().minus(Duration.ofMinutes(3)));
    provider.foreignMessage(new PhoneNumber("+6281234567891"), clock.instant());
    provider.losesAnswer(Call.SEND);
    assertThat(started(request()).status()).isEqualTo(OtpStatus.SENT);
  }

  @Test
  void aProvidersClockThatIsOffByAMinuteDoesNotHideTheMessage() {
    provider.foreignMessage(MOBILE, clock.instant().minus(Duration.ofMinutes(1)));
    provider.losesCall(Call.SEND);
    assertThat(started(request()).status()).isEqualTo(OtpStatus.SENT);
  }

  @Test
  void aReferenceOfAnotherVerificationIsNeverTakenOver() {
    request();
    var taken = provider.messages().getFirst();
    provider.answers(
        Call.SEND,
        new SendResult.Accepted(
            ((HistoryOutcome.Listed) queries.history(historyOf(MOBILE), LOGIN))
                .page()
                .entries()
                .getFirst()
                .reference(),
            Duration.ofMinutes(5)));
    var second = started(request());
    assertThat(second.status()).isEqualTo(OtpStatus.PENDING);
    assertThat(taken.attempts()).isZero();
  }

  @Test
  void aResendWhoseAnswerIsLostIsFoundAndTheOldCodeIsDead() {
    var id = started(request()).requestId();
    provider.losesAnswer(Call.RESEND);
    assertThat(started(resend(id)).requestId()).isEqualTo(id);
    assertThat(confirm(id, RIGHT)).isInstanceOf(Verified.class);
    assertThat(provider.messages()).hasSize(2);
    assertThat(provider.messages().getLast().attempts()).isEqualTo(1);
  }

  @Test
  void aResendThatStaysUnknownFailsAtTheDeadline() {
    var id = started(request()).requestId();
    provider.losesCall(Call.RESEND);
    assertThat(resend(id)).isInstanceOf(Refusal.OutcomeUnknown.class);
    assertThat(resend(id)).isInstanceOf(Refusal.OutcomeUnknown.class);
    clock.advance(DEADLINE);
    assertThat(endOf(confirm(id, RIGHT))).isEqualTo(Refusal.End.NOT_DELIVERED);
    assertThat(view(id).failureReason()).isEqualTo(FailureReason.SEND_FAILED);
    assertThat(provider.calls(Call.RESEND)).isEqualTo(1);
  }

  @Test
  void aThrottledNumberIsAnsweredWithoutTheProviderUntilItsWaitIsOver() {
    var id = started(request()).requestId();
    provider.answers(Call.RESEND, new Throttled(Duration.ofSeconds(542)));
    isLimited(resend(id), id, 542);
    clock.advance(Duration.ofSeconds(42));
    isLimited(resend(id), id, 500);
    isLimited(request(), null, 500);
    clock.advance(Duration.ofSeconds(500));
    assertThat(resend(id)).isInstanceOf(Started.class);
    assertThat(provider.calls(Call.RESEND)).isEqualTo(2);
    assertThat(provider.calls(Call.SEND)).isEqualTo(1);
  }

  @Test
  void aThrottledNumberCanStillBeConfirmed() {
    var id = started(request()).requestId();
    provider.answers(Call.RESEND, new Throttled(Duration.ofSeconds(542)));
    resend(id);
    assertThat(confirm(id, RIGHT)).isInstanceOf(Verified.class);
    assertThat(resend(id)).isInstanceOf(Refusal.AlreadyVerified.class);
  }

  /** By the provider's word. */
  private static void isLimited(RequestOutcome outcome, @Nullable UUID id, long seconds) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Refusal.RateLimited.class,
            it -> {
              assertThat(it.requestId()).isEqualTo(id);
              assertThat(it.retryAfter()).hasSeconds(seconds);
              assertThat(it.by()).isEqualTo(LimitedBy.PROVIDER);
            });
  }

  @Test
  void aVerifyWhoseAnswerIsLostIsToldByTheStatus() {
    var right = started(request()).requestId();
    provider.losesAnswer(Call.VERIFY);
    assertThat(confirm(right, RIGHT)).isInstanceOf(Verified.class);

    var wrong = started(request()).requestId();
    provider.losesAnswer(Call.VERIFY);
    assertThat(confirm(wrong, WRONG)).isEqualTo(new WrongCode(wrong, 4));
    assertThat(provider.calls(Call.VERIFY)).isEqualTo(2);
  }

  @Test
  void aVerifyThatNeverArrivedIsTriedOnceMore() {
    var id = started(request()).requestId();
    provider.losesCall(Call.VERIFY);
    assertThat(confirm(id, RIGHT)).isInstanceOf(Verified.class);
    assertThat(provider.calls(Call.VERIFY)).isEqualTo(2);
    assertThat(provider.messages().getFirst().attempts()).isEqualTo(1);
  }

  @Test
  void aVerifyThatNeverArrivesCostsNoAttempt() {
    var id = started(request()).requestId();
    provider.losesCall(Call.VERIFY);
    provider.losesCall(Call.VERIFY);
    assertThat(confirm(id, RIGHT)).isInstanceOf(Refusal.ProviderUnavailable.class);
    assertThat(view(id).remainingAttempts()).isEqualTo(5);
    assertThat(provider.calls(Call.VERIFY)).isEqualTo(2);
  }

  @Test
  void aVerifyThatIsRefusedCostsNoAttempt() {
    var id = started(request()).requestId();
    provider.answers(Call.VERIFY, new Refused(Refused.Cause.OTHER));
    assertThat(confirm(id, WRONG)).isInstanceOf(Refusal.ProviderError.class);
    assertThat(view(id).remainingAttempts()).isEqualTo(5);
    assertThat(provider.calls(Call.STATUS)).as("what is known is not asked for").isEqualTo(1);
  }

  @Test
  void aVerifyThatIsDoneAndAnsweredByAnErrorIsToldByTheStatus() {
    var right = started(request()).requestId();
    provider.failsAfterwards(Call.VERIFY);
    assertThat(confirm(right, RIGHT)).isInstanceOf(Verified.class);

    var wrong = started(request()).requestId();
    provider.failsAfterwards(Call.VERIFY);
    assertThat(confirm(wrong, WRONG)).isEqualTo(new WrongCode(wrong, 4));
    assertThat(provider.calls(Call.VERIFY)).isEqualTo(2);
  }

  @Test
  void aVerifyThatIsBookedAMomentAfterItsErrorCountsOnce() {
    var id = started(request()).requestId();
    var before = provider.status(provider.messages().getFirst().reference());
    provider.failsAfterwards(Call.VERIFY);
    provider.answers(Call.STATUS, before);

    assertThat(confirm(id, WRONG)).isEqualTo(new WrongCode(id, 4));
    assertThat(provider.calls(Call.VERIFY)).isOne();
    assertThat(provider.messages().getFirst().attempts()).isOne();
  }

  @Test
  void aVerifyThatFailsBeforeItIsDoneIsTriedOnceMore() {
    var id = started(request()).requestId();
    provider.failsBefore(Call.VERIFY);
    assertThat(confirm(id, RIGHT)).isInstanceOf(Verified.class);
    assertThat(provider.calls(Call.VERIFY)).isEqualTo(2);
    assertThat(provider.messages().getFirst().attempts()).isOne();
  }

  @Test
  void aResendThatIsDoneAndAnsweredByAnErrorIsFound() {
    var id = started(request()).requestId();
    provider.failsAfterwards(Call.RESEND);
    assertThat(started(resend(id)).requestId()).isEqualTo(id);
    assertThat(confirm(id, RIGHT)).isInstanceOf(Verified.class);
    assertThat(provider.messages()).hasSize(2);
  }

  /** The provider promises a new one; the old one may be another message's. */
  @Test
  void aResendThatIsAnsweredWithTheOldReferenceIsLookedFor() {
    var id = started(request()).requestId();
    var old = provider.messages().getFirst().reference();
    provider.answers(Call.RESEND, new SendResult.Accepted(old, Duration.ofMinutes(5)));
    assertThat(resend(id)).isInstanceOf(Refusal.OutcomeUnknown.class);
    clock.advance(Duration.ofSeconds(61));
    assertThat(endOf(confirm(id, RIGHT))).isEqualTo(Refusal.End.NOT_DELIVERED);
    assertThat(provider.calls(Call.RESEND)).isOne();
  }

  @Test
  void aResendThatFailsBeforeItIsDoneIsDecidedTwoSecondsLater() {
    var id = started(request()).requestId();
    provider.failsBefore(Call.RESEND);
    assertThat(resend(id)).isInstanceOf(Refusal.OutcomeUnknown.class);
    clock.advance(Duration.ofSeconds(2));
    assertThat(endOf(confirm(id, RIGHT))).isEqualTo(Refusal.End.NOT_DELIVERED);
    assertThat(provider.calls(Call.RESEND)).isOne();
  }

  @Test
  void aVerifyOfUnknownOutcomeIsSettledBeforeTheNextOne() {
    var id = started(request()).requestId();
    provider.losesAnswer(Call.VERIFY);
    provider.answers(Call.STATUS, Unknown.LOST);
    assertThat(confirm(id, WRONG)).isInstanceOf(Refusal.OutcomeUnknown.class);
    assertThat(confirm(id, WRONG)).isEqualTo(new WrongCode(id, 3));
    assertThat(provider.messages().getFirst().attempts()).isEqualTo(2);
  }

  @Test
  void aHolderThatDiedInTheCallIsSettledByTheNextCaller() {
    var id = started(request()).requestId();
    provider.meanwhile(
        Call.VERIFY,
        () -> {
          throw new IllegalStateException("killed before the call left");
        });
    assertThat(catching(() -> confirm(id, RIGHT))).isTrue();
    assertThat(confirm(id, RIGHT)).isInstanceOf(Refusal.InProgress.class);

    clock.advance(PendingOperation.LEASE);
    assertThat(confirm(id, RIGHT)).isInstanceOf(Verified.class);
    assertThat(provider.messages().getFirst().attempts()).isEqualTo(1);
  }

  @Test
  void aHolderThatDiedAfterTheSendIsSettledByTheNextCaller() {
    provider.meanwhile(
        Call.SEND,
        () -> {
          provider.foreignMessage(MOBILE, clock.instant());
          throw new IllegalStateException("killed between answer and commit");
        });
    assertThat(catching(this::request)).isTrue();
    var id = database.sql("select id from verification").query(UUID.class).single();
    clock.advance(PendingOperation.LEASE);
    assertThat(view(id).status()).isEqualTo(OtpStatus.SENT);
    assertThat(confirm(id, RIGHT)).isInstanceOf(Verified.class);
  }

  @Test
  void anAnswerThatComesAfterSomebodyElseSettledChangesNothing() {
    var id = started(request()).requestId();
    provider.meanwhile(
        Call.VERIFY,
        () -> {
          clock.advance(PendingOperation.LEASE);
          assertThat(confirm(id, WRONG)).isEqualTo(new WrongCode(id, 4));
        });
    assertThat(confirm(id, RIGHT)).isInstanceOf(Verified.class);
    assertThat(view(id).status()).isEqualTo(OtpStatus.VERIFIED);
  }

  @Test
  void ofFiftyParallelConfirmsExactlyOneWins() throws Exception {
    var id = started(request()).requestId();
    var outcomes = ConcurrentCalls.make(Collections.nCopies(50, () -> confirm(id, RIGHT)));
    assertThat(outcomes).filteredOn(Verified.class::isInstance).hasSize(1);
    assertThat(outcomes)
        .filteredOn(outcome -> !(outcome instanceof Verified))
        .allSatisfy(
            outcome ->
                assertThat(outcome)
                    .isInstanceOfAny(Refusal.InProgress.class, Refusal.AlreadyVerified.class));
    assertThat(provider.messages().getFirst().attempts()).isEqualTo(1);
  }

  @Test
  void fiftyParallelGuessesAreNeverMoreThanTheAttempts() throws Exception {
    var id = started(request()).requestId();
    for (var round = 0; round < 8; round++) {
      ConcurrentCalls.make(Collections.nCopies(50, () -> confirm(id, WRONG)));
    }
    assertThat(provider.messages().getFirst().attempts()).isEqualTo(5);
    assertThat(endOf(confirm(id, RIGHT))).isEqualTo(Refusal.End.ATTEMPTS_EXHAUSTED);
    assertThat(provider.calls(Call.VERIFY)).isEqualTo(5);
  }

  @Test
  void ofFiftyParallelResendsOneIsAtTheProviderAtATime() throws Exception {
    var id = started(request()).requestId();
    var outcomes = ConcurrentCalls.make(Collections.nCopies(50, () -> resend(id)));
    var sent = outcomes.stream().filter(Started.class::isInstance).count();
    assertThat(provider.messages()).hasSize((int) sent + 1);
    assertThat(confirm(id, RIGHT)).isInstanceOf(Verified.class);
  }

  private static boolean catching(Runnable call) {
    try {
      call.run();
      return false;
    } catch (IllegalStateException _) {
      return true;
    }
  }

  private RequestOutcome request() {
    return Replies.outcome(
        verifications.request(new RequestOtp("login", MOBILE, "login", null, null), null));
  }

  private ConfirmOutcome confirm(UUID id, String code) {
    return Replies.outcome(
        verifications.confirm(new ConfirmOtp("login", id, new OtpCode(code), null, null), null));
  }

  private RequestOutcome resend(UUID id) {
    return Replies.outcome(verifications.resend(new ResendOtp("login", id), null));
  }

  private VerificationView view(UUID id) {
    return started(queries.status(id, LOGIN));
  }

  private static VerificationView started(RequestOutcome outcome) {
    return assertThat(outcome)
        .asInstanceOf(InstanceOfAssertFactories.type(Started.class))
        .actual()
        .verification();
  }

  private static HistoryQuery historyOf(PhoneNumber destination) {
    return new HistoryQuery(1, 100, null, destination, null);
  }

  private static Refusal.End endOf(Outcome outcome) {
    return ((Refusal.Over) outcome).end();
  }
}
