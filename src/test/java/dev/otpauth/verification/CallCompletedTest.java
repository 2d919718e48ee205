package dev.otpauth.verification;

import static dev.otpauth.ScriptedProvider.RIGHT;
import static dev.otpauth.ScriptedProvider.WRONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.MovableClock;
import dev.otpauth.Replies;
import dev.otpauth.ScriptedProvider;
import dev.otpauth.ServiceTest;
import dev.otpauth.caller.Caller;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.provider.HistoryQuery;
import dev.otpauth.provider.OtpCode;
import dev.otpauth.provider.Throttled;
import dev.otpauth.verification.CallCompleted.Call;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

/** The event that is published for each call. */
@ServiceTest
@RecordApplicationEvents
class CallCompletedTest {

  private static final PhoneNumber MOBILE = new PhoneNumber("+6281234567890");
  private static final Caller SUPPORT = new Caller("support", Set.of("otp:read"));

  @Autowired OtpVerifications verifications;
  @Autowired OtpQueries queries;
  @Autowired PhoneVault vault;
  @Autowired ScriptedProvider provider;
  @Autowired ServiceTest.World world;
  @Autowired MovableClock clock;
  @Autowired ApplicationEvents events;

  @BeforeEach
  void freshWorld() {
    world.reset();
  }

  @Test
  void eachCallIsToldOnceWithItsOutcome() {
    var id = Objects.requireNonNull(request().requestId());
    confirm(id, WRONG);
    clock.advance(Duration.ofSeconds(3));
    Replies.outcome(verifications.resend(new ResendOtp("login", id), null));
    confirm(id, RIGHT);
    confirm(id, RIGHT);
    queries.status(id, SUPPORT);
    queries.history(new HistoryQuery(1, 15, null, MOBILE, null), SUPPORT);

    assertThat(events.stream(CallCompleted.class))
        .extracting(it -> it.callerId() + " " + it.call().value() + " " + it.outcome())
        .containsExactly(
            "login request sent",
            "login confirm invalid_code",
            "login resend sent",
            "login confirm verified",
            "login confirm already_verified",
            "support status verified",
            "support history listed");
    assertThat(events.stream(CallCompleted.class).limit(6))
        .allSatisfy(
            it -> {
              var subject = Objects.requireNonNull(it.subject());
              assertThat(it.requestId()).isEqualTo(id);
              assertThat(it.purpose()).isEqualTo("login");
              assertThat(subject.prefix()).isEqualTo("+62812");
              assertThat(subject.phoneDigest()).isEqualTo(vault.digest(MOBILE));
              assertThat(it.toString()).doesNotContain(MOBILE.digits(), RIGHT, WRONG);
            });
  }

  @Test
  void aRefusedRequestIsToldWithItsReason() {
    provider.answers(ScriptedProvider.Call.SEND, new Throttled(Duration.ofSeconds(7)));
    request();
    request();

    assertThat(events.stream(CallCompleted.class))
        .extracting(CallCompleted::outcome)
        .containsExactly("rate_limit_exceeded", "rate_limit_exceeded");
  }

  @Test
  void aCallAboutNothingIsToldWithoutASubject() {
    confirm(UUID.randomUUID(), RIGHT);

    assertThat(events.stream(CallCompleted.class))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.call()).isEqualTo(Call.CONFIRM);
              assertThat(it.outcome()).isEqualTo("request_not_found");
              assertThat(it.requestId()).isNull();
              assertThat(it.subject()).isNull();
            });
  }

  private RequestOutcome request() {
    return Replies.outcome(
        verifications.request(new RequestOtp("login", MOBILE, "login", null, null), null));
  }

  private void confirm(UUID id, String code) {
    Replies.outcome(
        verifications.confirm(new ConfirmOtp("login", id, new OtpCode(code), null, null), null));
  }
}
