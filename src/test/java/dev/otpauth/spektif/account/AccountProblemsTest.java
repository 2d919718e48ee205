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
  private final AccountProblems problems = new AccountProblems(meters);

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
    return meters.get("spektif.account.problem").tag("cause", cause.tag()).gauge().value();
  }

  @Test
  void everyCauseHasItsGaugeFromTheStart() {
    for (var cause : AccountProblemCause.values()) {
      assertThat(gauge(cause)).as(cause.tag()).isZero();
    }
  }

  @Test
  void gaugeOfTheCauseRisesAndFalls() {
    problems.refused(SEND, of(AccountProblemCause.PLAN), T);
    assertThat(gauge(AccountProblemCause.PLAN)).isOne();
    assertThat(gauge(AccountProblemCause.CREDENTIALS)).isZero();

    problems.accepted(SEND, T);
    assertThat(gauge(AccountProblemCause.PLAN)).isZero();
  }

  @Test
  void aThousandRefusedCallsAreOneEvent(CapturedOutput output) {
    for (int i = 0; i < 1000; i++) {
      problems.refused(
          i % 2 == 0 ? SEND : VERIFY, of(AccountProblemCause.CREDENTIALS), T.plusSeconds(i));
    }

    assertThat(times(BEGUN, output)).isOne();
    assertThat(output).contains("cause=\"credentials\"").contains("problem=\"credentials refused");
    assertThat(problems.current().getFirst().since()).isEqualTo(T);
  }

  @Test
  void endIsOneEvent(CapturedOutput output) {
    problems.refused(SEND, of(AccountProblemCause.CREDENTIALS), T);
    problems.refused(VERIFY, of(AccountProblemCause.CREDENTIALS), T);
    problems.accepted(SEND, T.plusSeconds(90));
    problems.accepted(SEND, T.plusSeconds(91));

    assertThat(problems.current()).isEmpty();
    assertThat(times(OVER, output)).isOne();
    assertThat(output).contains("seconds=\"90\"");
  }

  @Test
  void anotherCauseIsOneEventThatNamesBoth(CapturedOutput output) {
    problems.refused(SEND, of(AccountProblemCause.CREDENTIALS), T);
    problems.refused(VERIFY, of(AccountProblemCause.CREDENTIALS), T);
    problems.refused(VERIFY, of(AccountProblemCause.ADDRESS_NOT_WHITELISTED), T.plusSeconds(5));

    assertThat(times(BEGUN, output)).isEqualTo(2);
    assertThat(output)
        .contains("cause=\"address_not_whitelisted\"")
        .contains("instead_of=\"[credentials]\"")
        .doesNotContain(OVER);
    assertThat(problems.current())
        .allMatch(it -> it.cause() == AccountProblemCause.ADDRESS_NOT_WHITELISTED);
    assertThat(gauge(AccountProblemCause.CREDENTIALS)).isZero();
  }

  @Test
  void whatOneSenderIsRefusedAnotherMayDo(CapturedOutput output) {
    for (int i = 0; i < 10; i++) {
      problems.refused(SEND_OF_OTHER, of(AccountProblemCause.SENDER), T.plusSeconds(i));
      problems.accepted(SEND, T.plusSeconds(i));
    }

    assertThat(gauge(AccountProblemCause.SENDER)).isOne();
    assertThat(times(BEGUN, output)).isOne();
    assertThat(output).contains("sender=\"+62").doesNotContain("628001234568").doesNotContain(OVER);
  }

  @Test
  void historyEndsWhatIsAboutUsAndNothingElse() {
    problems.refused(SEND, of(AccountProblemCause.TEMPLATE), T);
    problems.refused(VERIFY, of(AccountProblemCause.REDIRECTED), T);

    problems.accepted(HISTORY, T);

    assertThat(problems.current())
        .extracting(AccountProblem::cause)
        .containsExactly(AccountProblemCause.TEMPLATE);
  }

  @Test
  void whatHistoryHasEndedInVainOnlyItsOwnCallEnds(CapturedOutput output) {
    for (int i = 0; i < 10; i++) {
      problems.refused(SEND, of(AccountProblemCause.CREDENTIALS), T.plusSeconds(i));
      problems.accepted(HISTORY, T.plusSeconds(i));
    }

    assertThat(gauge(AccountProblemCause.CREDENTIALS)).isOne();
    assertThat(times(BEGUN, output)).isEqualTo(2);
    problems.accepted(SEND, T.plusSeconds(20));
    assertThat(problems.current()).isEmpty();

    problems.refused(SEND, of(AccountProblemCause.CREDENTIALS), T.plusSeconds(30));
    problems.accepted(HISTORY, T.plusSeconds(31));
    assertThat(problems.current()).as("as on the first day").isEmpty();
  }

  @Test
  void accountThatMaySendAndNotReadDoesNotBeginAndEndForEver(CapturedOutput output) {
    for (int i = 0; i < 10; i++) {
      problems.refused(HISTORY, of(AccountProblemCause.CREDENTIALS), T.plusSeconds(i));
      problems.accepted(SEND, T.plusSeconds(i));
    }

    assertThat(times(BEGUN, output)).isEqualTo(2);
    assertThat(gauge(AccountProblemCause.CREDENTIALS)).isOne();
    problems.accepted(HISTORY, T.plusSeconds(20));
    assertThat(problems.current()).isEmpty();
  }

  @Test
  void acceptedSendEndsWhatAVerifyMetHoweverOften() {
    for (int i = 0; i < 3; i++) {
      problems.refused(VERIFY, of(AccountProblemCause.CREDENTIALS), T.plusSeconds(i));
      problems.accepted(SEND, T.plusSeconds(i));

      assertThat(problems.current()).isEmpty();
    }
  }

  @Test
  void whatIsAboutEveryCallIsToldFirst() {
    problems.refused(SEND, of(AccountProblemCause.SENDER), T);
    problems.refused(VERIFY, of(AccountProblemCause.CREDENTIALS), T);

    assertThat(problems.current())
        .extracting(AccountProblem::cause)
        .containsExactly(AccountProblemCause.CREDENTIALS, AccountProblemCause.SENDER);
  }
}
