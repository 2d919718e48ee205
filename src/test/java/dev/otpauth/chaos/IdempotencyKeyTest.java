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
@ChaosScenario(ReplicaVariant.HASTY)
class IdempotencyKeyTest {

  private static final int REPEATS = 20;
  private static final Duration A_WHILE = Duration.ofMillis(500);

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aRequestRepeatedInParallelSendsOneMessage(ChaosEnvironment stage) throws IOException {
    var it = Subscriber.of("keyed request");
    stage.provider.once(ProviderOperation.SEND, it.phone(), ProviderBehaviour.slow(A_WHILE));
    var seen = repeated(stage, it::request);

    stage.note("20 parallel requests with one key", it, seen.stream());
    assertSameAnswer(seen, "202 sent");
    assertThat(stage.provider.books.messagesTo(it.phone())).hasSize(1);
    assertThat(stage.provider.calls(ProviderOperation.SEND, it.phone())).isOne();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aConfirmRepeatedInParallelIsOneAttempt(ChaosEnvironment stage) throws IOException {
    var it = Subscriber.of("keyed confirm");
    var id = it.begin(stage.first().login());
    var wrong = stage.provider.books.wrongCode(it.phone());
    stage.provider.once(ProviderOperation.VERIFY, it.phone(), ProviderBehaviour.slow(A_WHILE));
    var seen = repeated(stage, caller -> caller.confirm(id, wrong));

    stage.note("20 parallel confirms of a wrong code with one key", it, seen.stream());
    assertSameAnswer(seen, "422 invalid_code");
    assertThat(stage.provider.books.attemptsOf(it.phone())).isOne();
    assertThat(it.row(stage.store).attempts()).isOne();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aResendRepeatedInParallelSendsOneMessage(ChaosEnvironment stage) throws IOException {
    var it = Subscriber.of("keyed resend");
    var id = it.begin(stage.first().login());
    stage.provider.once(ProviderOperation.RESEND, it.phone(), ProviderBehaviour.slow(A_WHILE));
    var seen = repeated(stage, caller -> caller.resend(id));

    stage.note("20 parallel resends with one key", it, seen.stream());
    assertSameAnswer(seen, "202 sent");
    assertThat(stage.provider.books.messagesTo(it.phone())).hasSize(2);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anotherBodyWithTheSameKeyIsRefused(ChaosEnvironment stage) throws IOException {
    var it = Subscriber.of("key reused");
    var caller = stage.first().login().keyed(UUID.randomUUID().toString());
    it.request(caller);
    var seen = ContractCheck.check(caller.request(it.phone(), "another"));

    stage.note("another body with the same key", it, List.of(seen).stream());
    assertThat(seen.words()).isEqualTo("422 idempotency_key_reused");
    assertThat(stage.provider.books.messagesTo(it.phone())).hasSize(1);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whatDidNothingLeavesTheKeyFree(ChaosEnvironment stage) throws IOException {
    var it = Subscriber.of("key not consumed");
    var key = UUID.randomUUID().toString();
    var login = stage.first().login().keyed(key);
    var invalid = login.post("request", Map.of("mobile", "12", "purpose", it.purpose()));
    var stranger = it.request(stage.second().stranger().keyed(key));
    stage.provider.once(
        ProviderOperation.SEND,
        it.phone(),
        ProviderBehaviour.refusing(ProviderReply.error(401, "Unauthorized", null)));
    var unavailable = it.request(login);
    stage.provider.once(
        ProviderOperation.SEND, it.phone(), ProviderBehaviour.refusing(ProviderReply.throttled(1)));
    var throttled = it.request(login);
    Eventually.pass(throttled.retryAfter());
    var last = it.request(stage.second().login().keyed(key));

    var seen = List.of(invalid, stranger, unavailable, throttled, last);
    stage.note("400, 401, 503 and 429 with a key, then again", it, seen.stream());
    assertThat(seen.stream().map(ContractCheck::check).map(CallerResponse::words))
        .containsExactly(
            "400 invalid_request",
            "401 unauthorized",
            "503 provider_unavailable",
            "429 rate_limit_exceeded",
            "202 sent");
    assertThat(stage.provider.books.messagesTo(it.phone())).hasSize(1);
  }

  /** All at once over both replicas, and then once more on each. */
  private static List<CallerResponse> repeated(
      ChaosEnvironment stage, Function<CallerClient, CallerResponse> call) throws IOException {
    var key = UUID.randomUUID().toString();
    var atOnce =
        stage.alternating(REPEATS).stream()
            .<Callable<CallerResponse>>map(
                it -> () -> ContractCheck.check(call.apply(it.login().keyed(key))))
            .toList();
    var seen = new ArrayList<>(RetryPolicy.together(atOnce));
    seen.add(ContractCheck.check(call.apply(stage.first().login().keyed(key))));
    seen.add(ContractCheck.check(call.apply(stage.second().login().keyed(key))));
    return seen;
  }

  private static void assertSameAnswer(List<CallerResponse> seen, String expected) {
    var answers = seen.stream().filter(it -> !it.is(409, "in_progress")).toList();
    assertThat(answers).extracting(CallerResponse::words).containsOnly(expected);
    assertThat(answers)
        .extracting(CallerResponse::body)
        .hasSizeGreaterThanOrEqualTo(3)
        .containsOnly(answers.getFirst().body());
    assertThat(seen.subList(REPEATS, seen.size())).noneMatch(it -> it.status() == 409);
  }
}
