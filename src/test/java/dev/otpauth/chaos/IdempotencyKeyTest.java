package dev.otpauth.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The same key from the same caller is the same call, on whichever replica. */
@Order(3)
@Chaos(Cast.HASTY)
class IdempotencyKeyTest {

  private static final int REPEATS = 20;
  private static final Duration A_WHILE = Duration.ofMillis(500);

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aRequestRepeatedInParallelSendsOneMessage(Stage stage) throws IOException {
    var it = Case.of("keyed request");
    stage.provider.once(Operation.SEND, it.phone(), Behaviour.slow(A_WHILE));
    var seen = repeated(stage, it::request);

    stage.note("20 parallel requests with one key", it, seen.stream());
    assertSameAnswer(seen, "202 sent");
    assertThat(stage.provider.books.messagesTo(it.phone())).hasSize(1);
    assertThat(stage.provider.calls(Operation.SEND, it.phone())).isOne();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aConfirmRepeatedInParallelIsOneAttempt(Stage stage) throws IOException {
    var it = Case.of("keyed confirm");
    var id = it.begin(stage.first().login());
    var wrong = stage.provider.books.wrongCode(it.phone());
    stage.provider.once(Operation.VERIFY, it.phone(), Behaviour.slow(A_WHILE));
    var seen = repeated(stage, caller -> caller.confirm(id, wrong));

    stage.note("20 parallel confirms of a wrong code with one key", it, seen.stream());
    assertSameAnswer(seen, "422 invalid_code");
    assertThat(stage.provider.books.attemptsOf(it.phone())).isOne();
    assertThat(it.row(stage.store).attempts()).isOne();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aResendRepeatedInParallelSendsOneMessage(Stage stage) throws IOException {
    var it = Case.of("keyed resend");
    var id = it.begin(stage.first().login());
    stage.provider.once(Operation.RESEND, it.phone(), Behaviour.slow(A_WHILE));
    var seen = repeated(stage, caller -> caller.resend(id));

    stage.note("20 parallel resends with one key", it, seen.stream());
    assertSameAnswer(seen, "202 sent");
    assertThat(stage.provider.books.messagesTo(it.phone())).hasSize(2);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anotherBodyWithTheSameKeyIsRefused(Stage stage) throws IOException {
    var it = Case.of("key reused");
    var caller = stage.first().login().keyed(UUID.randomUUID().toString());
    it.request(caller);
    var seen = Contract.check(caller.request(it.phone(), "another"));

    stage.note("another body with the same key", it, List.of(seen).stream());
    assertThat(seen.words()).isEqualTo("422 idempotency_key_reused");
    assertThat(stage.provider.books.messagesTo(it.phone())).hasSize(1);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whatDidNothingLeavesTheKeyFree(Stage stage) throws IOException {
    var it = Case.of("key not consumed");
    var key = UUID.randomUUID().toString();
    var login = stage.first().login().keyed(key);
    var invalid = login.post("request", Map.of("mobile", "12", "purpose", it.purpose()));
    var stranger = it.request(stage.second().stranger().keyed(key));
    stage.provider.once(
        Operation.SEND, it.phone(), Behaviour.refusing(Reply.error(401, "Unauthorized", null)));
    var unavailable = it.request(login);
    stage.provider.once(Operation.SEND, it.phone(), Behaviour.refusing(Reply.throttled(1)));
    var throttled = it.request(login);
    Await.pass(throttled.retryAfter());
    var last = it.request(stage.second().login().keyed(key));

    var seen = List.of(invalid, stranger, unavailable, throttled, last);
    stage.note("400, 401, 503 and 429 with a key, then again", it, seen.stream());
    assertThat(seen.stream().map(Contract::check).map(Answer::words))
        .containsExactly(
            "400 invalid_request",
            "401 unauthorized",
            "503 provider_unavailable",
            "429 rate_limit_exceeded",
            "202 sent");
    assertThat(stage.provider.books.messagesTo(it.phone())).hasSize(1);
  }

  /** All at once over both replicas, and then once more on each. */
  private static List<Answer> repeated(Stage stage, Function<Caller, Answer> call)
      throws IOException {
    var key = UUID.randomUUID().toString();
    var atOnce =
        stage.alternating(REPEATS).stream()
            .<Callable<Answer>>map(it -> () -> Contract.check(call.apply(it.login().keyed(key))))
            .toList();
    var seen = new ArrayList<>(Patience.together(atOnce));
    seen.add(Contract.check(call.apply(stage.first().login().keyed(key))));
    seen.add(Contract.check(call.apply(stage.second().login().keyed(key))));
    return seen;
  }

  private static void assertSameAnswer(List<Answer> seen, String expected) {
    var answers = seen.stream().filter(it -> !it.is(409, "in_progress")).toList();
    assertThat(answers).extracting(Answer::words).containsOnly(expected);
    assertThat(answers)
        .extracting(Answer::body)
        .hasSizeGreaterThanOrEqualTo(3)
        .containsOnly(answers.getFirst().body());
    assertThat(seen.subList(REPEATS, seen.size())).noneMatch(it -> it.status() == 409);
  }
}
