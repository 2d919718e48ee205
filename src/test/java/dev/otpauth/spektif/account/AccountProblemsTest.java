package dev.otpauth.spektif.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.spektif.account.CallKind.Role;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class AccountProblemsTest {

  private static final Instant T = Instant.parse("2026-03-02T03:30:00Z");
  private static final CallKind SEND = send("+628001234567");
  private static final CallKind SEND_OF_OTHER = send("+628001234568");
  private static final CallKind VERIFY = new CallKind("verify", Role.FOLLOW_UP, null);
  private static final CallKind HISTORY = ScriptedTarget.HISTORY;
  private static final String BEGUN = "refuses our account";
  private static final String OVER = "accepts our account again";

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AccountProblems trouble = new AccountProblems(meters);

  private static CallKind send(String sender) {
    return new CallKind("send", Role.SEND, new PhoneNumber(sender));
  }

  private static Diagnosis of(AccountProblemCause cause) {
    return Diagnosis.of(cause, "evidence");
  }

  private static int times(String text, CapturedOutput output) {
    return output.getAll().split(text, -1).length - 1;
  }

  private double gauge(AccountProblemCause cause) {
    return meters.get("spektif.account.trouble").tag("cause", cause.tag()).gauge().value();
  }

  @Test
  void everyCauseHasItsGaugeFromTheStart() {
    for (var cause : AccountProblemCause.values()) {
      assertThat(gauge(cause)).as(cause.tag()).isZero();
    }
  }

  @Test
  void gaugeOfTheCauseRisesAndFalls() {
    trouble.refused(SEND, of(AccountProblemCause.PLAN), T);
    assertThat(gauge(AccountProblemCause.PLAN)).isOne();
    assertThat(gauge(AccountProblemCause.CREDENTIALS)).isZero();

    trouble.accepted(SEND, T);
    assertThat(gauge(AccountProblemCause.PLAN)).isZero();
  }

  @Test
  void aThousandRefusedCallsAreOneEvent(CapturedOutput output) {
    for (int i = 0; i < 1000; i++) {
      trouble.refused(
          i % 2 == 0 ? SEND : VERIFY, of(AccountProblemCause.CREDENTIALS), T.plusSeconds(i));
    }

    assertThat(times(BEGUN, output)).isOne();
    assertThat(output).contains("cause=\"credentials\"").contains("problem=\"credentials refused");
    assertThat(trouble.current().getFirst().since()).isEqualTo(T);
  }

  @Test
  void endIsOneEvent(CapturedOutput output) {
    trouble.refused(SEND, of(AccountProblemCause.CREDENTIALS), T);
    trouble.refused(VERIFY, of(AccountProblemCause.CREDENTIALS), T);
    trouble.accepted(SEND, T.plusSeconds(90));
    trouble.accepted(SEND, T.plusSeconds(91));

    assertThat(trouble.current()).isEmpty();
    assertThat(times(OVER, output)).isOne();
    assertThat(output).contains("seconds=\"90\"");
  }

  @Test
  void anotherCauseIsOneEventThatNamesBoth(CapturedOutput output) {
    trouble.refused(SEND, of(AccountProblemCause.CREDENTIALS), T);
    trouble.refused(VERIFY, of(AccountProblemCause.CREDENTIALS), T);
    trouble.refused(VERIFY, of(AccountProblemCause.ADDRESS_NOT_WHITELISTED), T.plusSeconds(5));

    assertThat(times(BEGUN, output)).isEqualTo(2);
    assertThat(output)
        .contains("cause=\"address_not_whitelisted\"")
        .contains("instead_of=\"[credentials]\"")
        .doesNotContain(OVER);
    assertThat(trouble.current())
        .allMatch(it -> it.cause() == AccountProblemCause.ADDRESS_NOT_WHITELISTED);
    assertThat(gauge(AccountProblemCause.CREDENTIALS)).isZero();
  }

  @Test
  void whatOneSenderIsRefusedAnotherMayDo(CapturedOutput output) {
    for (int i = 0; i < 10; i++) {
      trouble.refused(SEND_OF_OTHER, of(AccountProblemCause.SENDER), T.plusSeconds(i));
      trouble.accepted(SEND, T.plusSeconds(i));
    }

    assertThat(gauge(AccountProblemCause.SENDER)).isOne();
    assertThat(times(BEGUN, output)).isOne();
    assertThat(output).contains("sender=\"+62").doesNotContain("628001234568").doesNotContain(OVER);
  }

  @Test
  void historyEndsWhatIsAboutUsAndNothingElse() {
    trouble.refused(SEND, of(AccountProblemCause.TEMPLATE), T);
    trouble.refused(VERIFY, of(AccountProblemCause.REDIRECTED), T);

    trouble.accepted(HISTORY, T);

    assertThat(trouble.current())
        .extracting(AccountProblem::cause)
        .containsExactly(AccountProblemCause.TEMPLATE);
  }

  @Test
  void whatHistoryHasEndedInVainOnlyItsOwnCallEnds(CapturedOutput output) {
    for (int i = 0; i < 10; i++) {
      trouble.refused(SEND, of(AccountProblemCause.CREDENTIALS), T.plusSeconds(i));
      trouble.accepted(HISTORY, T.plusSeconds(i));
    }

    assertThat(gauge(AccountProblemCause.CREDENTIALS)).isOne();
    assertThat(times(BEGUN, output)).isEqualTo(2);
    trouble.accepted(SEND, T.plusSeconds(20));
    assertThat(trouble.current()).isEmpty();

    trouble.refused(SEND, of(AccountProblemCause.CREDENTIALS), T.plusSeconds(30));
    trouble.accepted(HISTORY, T.plusSeconds(31));
    assertThat(trouble.current()).as("as on the first day").isEmpty();
  }

  @Test
  void accountThatMaySendAndNotReadDoesNotBeginAndEndForEver(CapturedOutput output) {
    for (int i = 0; i < 10; i++) {
      trouble.refused(HISTORY, of(AccountProblemCause.CREDENTIALS), T.plusSeconds(i));
      trouble.accepted(SEND, T.plusSeconds(i));
    }

    assertThat(times(BEGUN, output)).isEqualTo(2);
    assertThat(gauge(AccountProblemCause.CREDENTIALS)).isOne();
    trouble.accepted(HISTORY, T.plusSeconds(20));
    assertThat(trouble.current()).isEmpty();
  }

  @Test
  void acceptedSendEndsWhatAVerifyMetHoweverOften() {
    for (int i = 0; i < 3; i++) {
      trouble.refused(VERIFY, of(AccountProblemCause.CREDENTIALS), T.plusSeconds(i));
      trouble.accepted(SEND, T.plusSeconds(i));

      assertThat(trouble.current()).isEmpty();
    }
  }

  @Test
  void whatIsAboutEveryCallIsToldFirst() {
    trouble.refused(SEND, of(AccountProblemCause.SENDER), T);
    trouble.refused(VERIFY, of(AccountProblemCause.CREDENTIALS), T);

    assertThat(trouble.current())
        .extracting(AccountProblem::cause)
        .containsExactly(AccountProblemCause.CREDENTIALS, AccountProblemCause.SENDER);
  }
}
