package dev.otpauth.spektif;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.provider.Refused;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.Unreachable;
import dev.otpauth.provider.VerifyResult;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Tests how calls are withheld while the provider rejects our credentials or address. */
@ExtendWith(OutputCaptureExtension.class)
class AuthFailureGateTest extends ProbedTest {

  private static final Refused REFUSED = new Refused(Refused.Cause.ACCOUNT);

  private void trip() {
    refusesUs();
    probeIfDue();
    assertThat(calls.send(DESTINATION, SENDER)).isEqualTo(REFUSED);
    assertThat(calls.send(DESTINATION, SENDER)).isInstanceOf(Unreachable.class);
  }

  private State circuitBreaker() {
    return adapter.breaker.getState();
  }

  @Test
  void oneRefusedSendSufficesToWithholdTheRest(CapturedOutput output) {
    trip();
    for (int i = 0; i < 20; i++) {
      assertThat(calls.send(DESTINATION, SENDER)).isInstanceOf(Unreachable.class);
      assertThat(calls.verify(REFERENCE, DESTINATION, CODE)).isInstanceOf(Unreachable.class);
      assertThat(calls.status(REFERENCE)).isInstanceOf(Unreachable.class);
      assertThat(calls.history(FIRST_PAGE)).isInstanceOf(Unreachable.class);
      assertThat(calls.resend(REFERENCE, DESTINATION)).isInstanceOf(Unreachable.class);
    }

    assertThat(spektif.asked("send")).isEqualTo(1);
    assertThat(spektif.requests()).as("and two probes").hasSize(3);
    assertThat(adapter.withheld(Operation.VERIFY)).isEqualTo(20);
    assertThat(output.getAll())
        .containsOnlyOnce("refuses our account")
        .containsOnlyOnce("Calls to Spektif are withheld");
  }

  @Test
  void itIsKeptApartFromAnOutage() {
    trip();

    assertThat(circuitBreaker()).isEqualTo(State.CLOSED);
    assertThat(adapter.gauge("spektif.account.tripped")).isOne();
    assertThat(down())
        .containsEntry("cause", "address_not_whitelisted")
        .containsEntry("calls", "withheld until a probe is accepted");
  }

  @Test
  void callersAreToldToComeBackAfterTheNextProbe() {
    trip();
    pass(ofSeconds(200));
    assertThat(calls.send(DESTINATION, SENDER)).as("one a minute is tried").isEqualTo(REFUSED);

    var withheld = (Unreachable) calls.send(DESTINATION, SENDER);

    assertThat(withheld.retryAfter()).isBetween(ofSeconds(2), ofSeconds(60));
  }

  @Test
  void firstPausesAreShortHoweverLongNobodyCalled() {
    refusesUs();
    probeIfDue();
    pass(ofMinutes(10));
    calls.send(DESTINATION, SENDER);

    assertThat(calls.send(DESTINATION, SENDER)).isEqualTo(new Unreachable(ofSeconds(1)));
    knowsUs();
    pass(ofSeconds(1));

    assertThat(calls.send(DESTINATION, SENDER)).isInstanceOf(SendResult.Accepted.class);
  }

  @Test
  void acceptedProbeLetsCallsThrough(CapturedOutput output) {
    trip();

    knowsUs();
    pass(ofSeconds(3));

    assertUp();
    assertNothingWasSent();
    assertThat(calls.send(DESTINATION, SENDER)).isInstanceOf(SendResult.Accepted.class);
    assertThat(output.getAll())
        .containsOnlyOnce("accepts our account again")
        .containsOnlyOnce("are made again");
  }

  @Test
  void callThatComesRightAfterTheRefusalIsOverIsMade() {
    refusesUs();
    calls.send(DESTINATION, SENDER);

    knowsUs();

    assertThat(calls.send(DESTINATION, SENDER)).isInstanceOf(SendResult.Accepted.class);
    assertUp();
  }

  @Test
  void refusalOfOneCallAloneIsNoReasonToWithholdTheNext() {
    knowsUs();
    spektif.answersInTurn(
        "send",
        aResponse().withStatus(403),
        aResponse().withBody(RecordedBodies.file("send-200.json")));

    assertThat(calls.send(DESTINATION, SENDER)).isEqualTo(REFUSED);
    assertThat(calls.send(DESTINATION, SENDER)).isInstanceOf(SendResult.Accepted.class);
    assertThat(spektif.asked("send")).isEqualTo(2);
  }

  @Test
  void providerWithoutHistoryIsNoReasonToWithhold() {
    spektif.answers("send", 401, RecordedBodies.file("unauthorized.json"));
    spektif.verifies();

    for (int i = 0; i < 10; i++) {
      assertThat(calls.send(DESTINATION, SENDER)).isEqualTo(REFUSED);
    }

    assertThat(calls.verify(REFERENCE, DESTINATION, CODE)).isInstanceOf(VerifyResult.Matched.class);
    assertThat(spektif.asked("send")).isEqualTo(10);
    assertThat(spektif.asked("history")).as("not before each call").isEqualTo(1);
  }

  @Test
  void historyThatHangsKeepsOneCallerWaitingForASecond() {
    spektif.answers("send", 401, RecordedBodies.file("unauthorized.json"));
    spektif.answers("history", aResponse().withFixedDelay(5_000));
    calls.send(DESTINATION, SENDER);

    var begun = System.nanoTime();
    assertThat(calls.send(DESTINATION, SENDER)).isEqualTo(REFUSED);
    assertThat(calls.send(DESTINATION, SENDER)).isEqualTo(REFUSED);

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(ofSeconds(2));
  }

  @Test
  void senderThatIsNotSetUpDoesNotWithholdTheOthers() {
    refusesUs();
    spektif.answers("send", 403, RecordedBodies.error("sender_not_registered"));

    for (int i = 0; i < 5; i++) {
      calls.send(DESTINATION, SENDER);
    }

    assertThat(spektif.asked("send")).isEqualTo(5);
    assertThat(spektif.asked("history")).isZero();
  }

  @Test
  void accountThatMaySendAndNotReadIsNotWithheldForLong() {
    knowsUs();
    spektif.answers("history", 403, "");
    spektif.answersInTurn(
        "send",
        aResponse().withStatus(401),
        aResponse().withBody(RecordedBodies.file("send-200.json")));
    probeIfDue();
    calls.send(DESTINATION, SENDER);
    assertThat(calls.send(DESTINATION, SENDER)).isInstanceOf(Unreachable.class);

    pass(ofMinutes(1));

    assertThat(calls.send(DESTINATION, SENDER)).isInstanceOf(SendResult.Accepted.class);
    pass(ofSeconds(10));
    assertThat(calls.send(DESTINATION, SENDER)).isInstanceOf(SendResult.Accepted.class);
  }

  @Test
  void refusedReadingIsNoReasonToWithholdSending() {
    knowsUs();
    spektif.answers("history", 403, "");
    spektif.answers("status", 403, "");
    probeIfDue();

    calls.status(REFERENCE);
    calls.history(FIRST_PAGE);

    assertThat(calls.send(DESTINATION, SENDER)).isInstanceOf(SendResult.Accepted.class);
  }
}
