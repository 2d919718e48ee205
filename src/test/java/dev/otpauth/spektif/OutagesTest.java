package dev.otpauth.spektif;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Tests when failed calls count as an outage, and when it ends. */
@ExtendWith(OutputCaptureExtension.class)
class OutagesTest {

  private static final Instant T = SpektifSlice.NOW;
  private static final Outage SILENCE = OutageCause.RESPONSE_TIMEOUT.withEvidence("");
  private static final Outage RESET = OutageCause.CONNECTION_LOST.withEvidence("");
  private static final Outage NO_DNS = OutageCause.HOST_UNKNOWN.withEvidence("");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Outages outages = new Outages(meters);

  private void contactWasMade() {
    outages.answered(Operation.HISTORY, T);
  }

  private void sendsFail(Outage outage, int from, int to) {
    for (int second = from; second <= to; second++) {
      outages.failed(Operation.SEND, outage, T.plusSeconds(second));
    }
  }

  private double gauge(String cause) {
    return meters.get("spektif.outage").tag("cause", cause).gauge().value();
  }

  @Test
  void firstContactThatFailsIsAnOutage(CapturedOutput output) {
    outages.failed(Operation.HISTORY, NO_DNS, T);

    assertThat(outages.current()).hasValueSatisfying(it -> assertThat(it.since()).isEqualTo(T));
    assertThat(gauge("host_unknown")).isOne();
    assertThat(outages.canBeProbed()).isTrue();
    assertThat(output)
        .containsOnlyOnce("Calls to Spektif fail")
        .contains("cannot resolve the host of spektif.base-url");
  }

  @Test
  void oneLostAnswerIsADoubtAndNoOutage(CapturedOutput output) {
    contactWasMade();
    sendsFail(SILENCE, 0, 0);

    assertThat(outages.current()).isEmpty();
    assertThat(outages.isInDoubt()).isTrue();

    outages.answered(Operation.HISTORY, T.plusSeconds(1));
    assertThat(outages.isInDoubt()).isFalse();
    assertThat(output).doesNotContain("Calls to Spektif fail");
  }

  @Test
  void manyLostAnswersAtOnceAreNone() {
    contactWasMade();
    for (int i = 0; i < 100; i++) {
      outages.failed(Operation.SEND, SILENCE, T.plusMillis(i));
    }

    assertThat(outages.current()).isEmpty();
  }

  @Test
  void someLostAnswersAmongGoodOnesAreNone(CapturedOutput output) {
    contactWasMade();
    for (int i = 0; i < 600; i++) {
      var at = T.plusMillis(100L * i);
      if (i % 3 == 0) {
        outages.answered(Operation.SEND, at);
      } else {
        outages.failed(Operation.SEND, SILENCE, at);
      }
      assertThat(outages.current()).isEmpty();
    }
    assertThat(output).doesNotContain("Calls to Spektif fail");
  }

  @Test
  void callsThatFailForASecondAreAnOutageSinceTheFirst(CapturedOutput output) {
    contactWasMade();
    sendsFail(SILENCE, 0, 60);

    assertThat(outages.current()).hasValueSatisfying(it -> assertThat(it.since()).isEqualTo(T));
    assertThat(gauge("response_timeout")).isOne();
    assertThat(output).containsOnlyOnce("Calls to Spektif fail");

    outages.answered(Operation.SEND, T.plusSeconds(61));
    assertThat(outages.current()).isEmpty();
    assertThat(gauge("response_timeout")).isZero();
    assertThat(output)
        .containsOnlyOnce("Spektif answers again")
        .contains("cause=\"response_timeout\" seconds=\"61\"");
  }

  @Test
  void changeOfCauseIsToldOnceItsTimeHasCome(CapturedOutput output) {
    sendsFail(SILENCE, 0, 0);
    for (int second = 1; second <= 4; second++) {
      outages.failed(Operation.SEND, second % 2 == 0 ? SILENCE : RESET, T.plusSeconds(second));
    }
    assertThat(output).containsOnlyOnce("Calls to Spektif fail");

    sendsFail(RESET, 5, 6);

    assertThat(outages.current()).map(OngoingFailure::outage).hasValue(RESET);
    assertThat(output).containsOnlyOnce("instead_of=\"response_timeout\"");
  }

  @ParameterizedTest
  @EnumSource(
      value = OutageCause.class,
      names = {"HOST_UNKNOWN", "CONNECTION_REFUSED", "PROXY_CREDENTIALS", "CERTIFICATE_EXPIRED"})
  void whatEveryCallMeetsIsOverAfterAnyAnswerEachTime(OutageCause cause) {
    for (int i = 0; i < 3; i++) {
      sendsFail(cause.withEvidence(""), 10 * i, 10 * i + 2);
      assertThat(outages.current()).isPresent();

      outages.answered(Operation.HISTORY, T.plusSeconds(10L * i + 3));
      assertThat(outages.current()).isEmpty();
    }
  }

  @Test
  void sendsAloneThatFailAgainAreNotOverByAnAnswerOfTheHistory(CapturedOutput output) {
    contactWasMade();
    sendsFail(SILENCE, 0, 2);
    outages.answered(Operation.HISTORY, T.plusSeconds(3));
    assertThat(outages.current()).isEmpty();

    sendsFail(SILENCE, 4, 4);
    outages.answered(Operation.HISTORY, T.plusSeconds(5));

    assertThat(outages.current()).isPresent();
    assertThat(outages.canBeProbed()).as("no probe finds out about sends").isFalse();

    outages.answered(Operation.VERIFY, T.plusSeconds(6));
    assertThat(outages.current()).isEmpty();
    assertThat(output.getAll().split("Calls to Spektif fail", -1)).hasSize(3);
  }

  @Test
  void historyAloneThatFailsIsProbedUntilItIsAnswered() {
    contactWasMade();
    for (int second = 0; second < 5; second++) {
      outages.failed(Operation.HISTORY, SILENCE, T.plusSeconds(2L * second));
      outages.answered(Operation.SEND, T.plusSeconds(2L * second + 1));
    }

    assertThat(outages.current()).map(OngoingFailure::operation).hasValue(Operation.HISTORY);
    assertThat(outages.canBeProbed()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(OutageCause.class)
  void everySentenceNamesAThingToDoAndShowsNoBlank(OutageCause cause) {
    assertThat(cause.withEvidence("x").problem()).matches(".+: \\w.+").doesNotContain("%");
  }
}
