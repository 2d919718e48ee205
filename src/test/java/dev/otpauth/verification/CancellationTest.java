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
import dev.otpauth.idempotency.IdempotencyKey;
import dev.otpauth.idempotency.IdempotentCall;
import dev.otpauth.idempotency.Reply;
import dev.otpauth.idempotency.StoredResponse;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.OtpCode;
import dev.otpauth.provider.OtpStatus;
import dev.otpauth.provider.Unknown;
import dev.otpauth.verification.RequestOutcome.Started;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

/** Cancellation, also during other operations. */
@ServiceTest
@RecordApplicationEvents
class CancellationTest {

  private static final Caller LOGIN = new Caller("login", Set.of("otp:verify"));
  private static final Caller SIGNUP = new Caller("signup", Set.of("otp:verify"));
  private static final PhoneNumber MOBILE = new PhoneNumber("+6281234567890");

  @Autowired OtpVerifications verifications;
  @Autowired Cancellation cancellation;
  @Autowired OtpQueries queries;
  @Autowired VerificationLedger ledger;
  @Autowired Settlement settlement;
  @Autowired ScriptedProvider provider;
  @Autowired ServiceTest.World world;
  @Autowired MovableClock clock;
  @Autowired JdbcClient database;
  @Autowired ApplicationEvents events;

  @BeforeEach
  void freshWorld() {
    world.reset();
  }

  @Test
  void itsCodeVerifiesNobodyFromThenOn() {
    var id = started();
    assertThat(cancel(id)).isEqualTo(FailureReason.CANCELLED);
    assertThat(confirm(id, RIGHT)).isInstanceOf(Refusal.Over.class);
    assertThat(confirm(id, RIGHT).value()).isEqualTo("cancelled");
    assertThat(resend(id).value()).isEqualTo("cancelled");
    assertThat(provider.calls(Call.VERIFY)).isZero();
    assertThat(provider.calls(Call.RESEND)).isZero();
  }

  @Test
  void itIsToldAndEnteredOnce() {
    var id = started();
    cancel(id);
    cancel(id);
    assertThat(events.stream(VerificationChanged.class))
        .filteredOn(it -> it.failureReason() == FailureReason.CANCELLED)
        .hasSize(1);
    assertThat(entries("cancelled")).as("each call is entered").isEqualTo(2);
    assertThat(status(id)).isEqualTo(OtpStatus.FAILED);
  }

  @Test
  void whatIsVerifiedStaysSo() {
    var id = started();
    assertThat(confirm(id, RIGHT)).isInstanceOf(ConfirmOutcome.Verified.class);
    assertThat(cancellation.cancel(id, LOGIN)).isEqualTo(new Refusal.AlreadyVerified(id));
    assertThat(status(id)).isEqualTo(OtpStatus.VERIFIED);
  }

  @Test
  void whatHasEndedOtherwiseStaysAsItIs() {
    var id = started();
    for (var i = 0; i < 5; i++) {
      confirm(id, WRONG);
    }
    assertThat(cancel(id)).isEqualTo(FailureReason.ATTEMPTS_EXHAUSTED);
    assertThat(confirm(id, RIGHT).value()).isEqualTo("attempts_exhausted");
  }

  @Test
  void anothersIsNotThere() {
    var id = started();
    assertThat(cancellation.cancel(id, SIGNUP)).isEqualTo(new Refusal.NotFound());
    assertThat(cancellation.cancel(UUID.randomUUID(), LOGIN)).isEqualTo(new Refusal.NotFound());
    assertThat(confirm(id, RIGHT)).isInstanceOf(ConfirmOutcome.Verified.class);
  }

  @Test
  void aRightCodeThatIsUnderWayLoses() {
    var id = started();
    provider.meanwhile(Call.VERIFY, () -> cancel(id));
    assertThat(confirm(id, RIGHT).value()).isEqualTo("cancelled");
    assertThat(status(id)).isEqualTo(OtpStatus.FAILED);
    assertThat(isSettled(id)).isTrue();
  }

  @Test
  void aWrongCodeThatIsUnderWayIsToldSo() {
    var id = started();
    provider.meanwhile(Call.VERIFY, () -> cancel(id));
    assertThat(confirm(id, WRONG).value()).isEqualTo("cancelled");
  }

  @Test
  void aResendThatIsUnderWayIsToldSo() {
    var id = started();
    clock.advance(Duration.ofMinutes(1));
    provider.meanwhile(Call.RESEND, () -> cancel(id));
    assertThat(resend(id).value()).isEqualTo("cancelled");
    assertThat(confirm(id, RIGHT).value()).isEqualTo("cancelled");
  }

  @Test
  void whatTheProviderSaysLaterVerifiesNobody() {
    var id = started();
    provider.losesAnswer(Call.VERIFY);
    provider.answers(Call.STATUS, Unknown.LOST);
    assertThat(confirm(id, RIGHT)).isInstanceOf(Refusal.OutcomeUnknown.class);
    cancel(id);
    clock.advance(Duration.ofSeconds(31));
    new SettlementWorker(ledger, settlement, clock).settleDue();
    assertThat(isSettled(id)).isTrue();
    assertThat(status(id)).isEqualTo(OtpStatus.FAILED);
    assertThat(confirm(id, RIGHT).value()).isEqualTo("cancelled");
  }

  @Test
  void aRepeatOfWhatWasInterruptedIsToldSo() {
    var id = started();
    provider.losesAnswer(Call.VERIFY);
    provider.answers(Call.STATUS, Unknown.LOST);
    assertThat(confirmUnderKey(id)).isEqualTo("outcome_unknown");
    cancel(id);
    assertThat(confirmUnderKey(id)).isEqualTo("stored cancelled");
  }

  private RequestOutcome request() {
    return Replies.outcome(
        verifications.request(new RequestOtp("login", MOBILE, "login", null, null), null));
  }

  private UUID started() {
    return ((Started) request()).verification().requestId();
  }

  private @Nullable FailureReason cancel(UUID id) {
    return ((CancelOutcome.Over) cancellation.cancel(id, LOGIN)).verification().failureReason();
  }

  private RequestOutcome resend(UUID id) {
    return Replies.outcome(verifications.resend(new ResendOtp("login", id), null));
  }

  private ConfirmOutcome confirm(UUID id, String code) {
    return Replies.outcome(verifications.confirm(confirmOf(id, code), null));
  }

  private String confirmUnderKey(UUID id) {
    var key =
        new IdempotentCall<ConfirmOutcome>(
            new IdempotencyKey("login", "k"),
            new byte[] {1},
            outcome -> new StoredResponse(410, null, "text/plain", outcome.value()));
    return switch (verifications.confirm(confirmOf(id, RIGHT), key)) {
      case Reply.Outcome<ConfirmOutcome>(var outcome) -> outcome.value();
      case Reply.Stored<ConfirmOutcome>(var response, _) -> "stored " + response.body();
    };
  }

  private static ConfirmOtp confirmOf(UUID id, String code) {
    return new ConfirmOtp("login", id, new OtpCode(code), null, null);
  }

  private OtpStatus status(UUID id) {
    return ((Started) queries.status(id, LOGIN)).verification().status();
  }

  private boolean isSettled(UUID id) {
    return database
        .sql("select operation is null from verification where id = :id")
        .param("id", id)
        .query(Boolean.class)
        .single();
  }

  private int entries(String outcome) {
    return database
        .sql("select count(*) from audit_entry where call = 'cancel' and outcome = :outcome")
        .param("outcome", outcome)
        .query(Integer.class)
        .single();
  }
}
