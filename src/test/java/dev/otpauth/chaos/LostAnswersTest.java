package dev.otpauth.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Each way an answer can be lost, or say nothing, before and after the provider did what it was
 * asked.
 */
@Order(1)
@ChaosScenario(ReplicaVariant.HASTY)
class LostAnswersTest {

  private static final Duration LIMIT = Duration.ofSeconds(45);

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aLostSendIsNeverRepeated(ChaosEnvironment stage) {
    var trials = FaultCase.all(ProviderOperation.SEND);
    play(stage, "send", trials, trial -> sends(stage, trial));
  }

  private static List<CallerResponse> sends(ChaosEnvironment stage, FaultCase trial)
      throws Exception {
    var it = trial.subject();
    stage.provider.once(ProviderOperation.SEND, it.phone(), trial.behaviour());
    var answer = ContractCheck.check(it.request(stage.first().login()));
    assertThat(answer.status()).as(trial + ": " + answer.words()).isEqualTo(202);
    return List.of(answer, ending(stage, trial, answer.requestId(), 1));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aLostResendIsNeverRepeated(ChaosEnvironment stage) {
    var trials = FaultCase.all(ProviderOperation.RESEND);
    play(stage, "resend", trials, trial -> resends(stage, trial));
  }

  private static List<CallerResponse> resends(ChaosEnvironment stage, FaultCase trial)
      throws Exception {
    var it = trial.subject();
    var id = it.begin(stage.first().login());
    stage.provider.once(ProviderOperation.RESEND, it.phone(), trial.behaviour());
    var answer = ContractCheck.check(stage.second().login().resend(id));
    assertThat(answer.status()).as(trial + ": " + answer.words()).isIn(202, 504);
    return List.of(answer, ending(stage, trial, id, 2));
  }

  /** What was sent can be confirmed; what was not has failed by the deadline. */
  private static CallerResponse ending(
      ChaosEnvironment stage, FaultCase trial, UUID id, int messages) throws Exception {
    var phone = trial.subject().phone();
    var caller = stage.second().login();
    if (trial.isDone()) {
      var books = stage.provider.books;
      Eventually.until(
          "sent: " + trial, LIMIT, () -> books.messagesTo(phone).size(), it -> it == messages);
      var last = RetryPolicy.untilSettled(LIMIT, () -> caller.confirm(id, books.code(phone)));
      assertThat(last.words()).as(trial.toString()).isEqualTo("200 verified");
      return last;
    }
    var last =
        Eventually.until(
            "failed: " + trial,
            LIMIT,
            () -> ContractCheck.check(caller.status(id)),
            it -> it.is(200, "failed"));
    assertThat(last.text("failure_reason")).isEqualTo("send_failed");
    return last;
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aLostVerifyOfTheRightCodeCountsOnce(ChaosEnvironment stage) {
    var trials = FaultCase.all(ProviderOperation.VERIFY);
    play(
        stage,
        "verify of the right code",
        trials,
        trial -> {
          var id = trial.subject().begin(stage.first().login());
          return List.of(confirms(stage, trial, id));
        });
  }

  private static CallerResponse confirms(ChaosEnvironment stage, FaultCase trial, UUID id)
      throws Exception {
    var phone = trial.subject().phone();
    var code = stage.provider.books.code(phone);
    stage.provider.once(ProviderOperation.VERIFY, phone, trial.behaviour());
    var caller = stage.second().login();
    var answer = RetryPolicy.untilSettled(LIMIT, () -> caller.confirm(id, code));
    assertThat(answer.words()).as(trial.toString()).isIn("200 verified", "409 already_verified");
    return answer;
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aLostVerifyOfAWrongCodeCountsOnce(ChaosEnvironment stage) {
    var trials =
        FaultCase.all(ProviderOperation.VERIFY).stream().filter(it -> !it.isLate()).toList();
    play(
        stage,
        "verify of a wrong code",
        trials,
        trial -> {
          var phone = trial.subject().phone();
          var id = trial.subject().begin(stage.first().login());
          stage.provider.once(ProviderOperation.VERIFY, phone, trial.behaviour());
          var wrong = stage.provider.books.wrongCode(phone);
          var guess = ContractCheck.check(stage.second().login().confirm(id, wrong));
          assertThat(guess.words())
              .as(trial.toString())
              .isIn("422 invalid_code", "504 outcome_unknown");
          var right = stage.provider.books.code(phone);
          var caller = stage.first().login();
          var last = RetryPolicy.untilSettled(LIMIT, () -> caller.confirm(id, right));
          assertThat(last.words()).as(trial.toString()).isEqualTo("200 verified");
          return List.of(guess, last);
        });
  }

  private static void play(
      ChaosEnvironment stage, String deed, List<FaultCase> trials, FaultCase.Play play) {
    var calls = new ArrayList<Callable<List<CallerResponse>>>();
    trials.forEach(trial -> calls.add(() -> play.play(trial)));
    var seen = RetryPolicy.together(calls);
    for (var before : List.of(true, false)) {
      for (var answered : List.of(true, false)) {
        var chosen =
            trials.stream()
                .filter(it -> it.isBefore() == before && it.isAnswered() == answered)
                .toList();
        var answers = chosen.stream().flatMap(it -> seen.get(trials.indexOf(it)).stream());
        var what = answered ? ": answered `exception`" : ": answer lost";
        var when = before ? " before the provider acts" : " after the provider acted";
        note(stage, deed + what + when, chosen, answers);
      }
    }
  }

  private static void note(
      ChaosEnvironment stage,
      String scenario,
      List<FaultCase> trials,
      Stream<CallerResponse> answers) {
    stage.note(scenario, trials.stream().map(FaultCase::subject).toList(), answers);
    trials.forEach(it -> it.assertBooksAgree(stage));
  }
}
