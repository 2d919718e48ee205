package dev.otpauth.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The provider's 429 is remembered, on every replica and over restarts. */
@Order(6)
@ChaosScenario(ReplicaVariant.HASTY)
class CooldownTest {

  private static final int TOLD = 90;

  @Test
  void aThrottledPhoneIsAnsweredWithoutAskingTheProviderAgain(ChaosEnvironment stage)
      throws IOException {
    var it = Subscriber.of("throttled");
    stage.provider.once(
        ProviderOperation.SEND,
        it.phone(),
        ProviderBehaviour.refusing(ProviderReply.throttled(TOLD)));
    var began = System.nanoTime();

    var told = it.request(stage.first().login());
    var other = it.request(stage.second().login());
    stage.second().kill();
    var restarted = it.request(stage.second().login());

    var passed = Duration.ofNanos(System.nanoTime() - began).toSeconds();
    note(
        stage,
        "429 for 90 s: the other replica, then after its restart",
        it,
        told,
        other,
        restarted);
    assertThat(told.number("retry_after")).isEqualTo(TOLD);
    assertThat(other.number("retry_after")).isBetween(TOLD - 5, TOLD);
    assertThat(restarted.number("retry_after")).isBetween(TOLD - (int) passed - 1, TOLD - 1);
    assertThat(Stream.of(told, other, restarted).map(ContractCheck::check))
        .allMatch(answer -> answer.is(429, "rate_limit_exceeded"))
        .allMatch(answer -> answer.text("limited_by").equals("provider"));
    assertThat(stage.provider.calls(ProviderOperation.SEND, it.phone())).isOne();
  }

  @Test
  void askingAgainAfterExactlyTheToldSecondsIsNotRefused(ChaosEnvironment stage)
      throws IOException {
    var it = Subscriber.of("told seconds");
    stage.provider.once(
        ProviderOperation.SEND, it.phone(), ProviderBehaviour.refusing(ProviderReply.throttled(3)));

    var told = it.request(stage.first().login());
    var early = it.request(stage.second().login());
    Eventually.pass(early.retryAfter());
    var last = it.request(stage.second().login());

    note(
        stage,
        "429 for 3 s: too early, then after exactly the told seconds",
        it,
        told,
        early,
        last);
    assertThat(told.words()).isEqualTo("429 rate_limit_exceeded");
    assertThat(early.words()).isEqualTo("429 rate_limit_exceeded");
    assertThat(last.words()).isEqualTo("202 sent");
    assertThat(stage.provider.calls(ProviderOperation.SEND, it.phone())).isEqualTo(2);
  }

  @Test
  void aThrottledResendIsRememberedToo(ChaosEnvironment stage) throws IOException {
    var it = Subscriber.of("throttled resend");
    var id = it.begin(stage.first().login());
    stage.provider.once(
        ProviderOperation.RESEND,
        it.phone(),
        ProviderBehaviour.refusing(ProviderReply.throttled(TOLD)));

    var told = stage.first().login().resend(id);
    var other = stage.second().login().resend(id);
    var code = stage.provider.books.code(it.phone());
    var last = stage.second().login().confirm(id, code);

    note(stage, "429 on a resend: the code before still works", it, told, other, last);
    assertThat(told.words()).isEqualTo("429 rate_limit_exceeded");
    assertThat(other.words()).isEqualTo("429 rate_limit_exceeded");
    assertThat(last.words()).isEqualTo("200 verified");
    assertThat(stage.provider.calls(ProviderOperation.RESEND, it.phone())).isOne();
  }

  @Test
  void aSenderThatIsThrottledAsAWholePausesAndNoOther(ChaosEnvironment stage) throws IOException {
    var throttled =
        IntStream.range(0, 20).mapToObj(_ -> Subscriber.of("throttled sender")).toList();
    var sender = ReplicaSettings.SENDERS.getLast();
    var other = ReplicaSettings.SENDERS.get(1);
    var seen = new ArrayList<CallerResponse>();
    for (var it : throttled) {
      stage.provider.once(
          ProviderOperation.SEND,
          it.phone(),
          ProviderBehaviour.refusing(ProviderReply.throttled(TOLD)));
      seen.add(ContractCheck.check(it.requestFrom(sender, stage.first().login())));
    }
    var next = Subscriber.of("next");
    var paused = ContractCheck.check(next.requestFrom(sender, stage.second().login()));
    var elsewhere = ContractCheck.check(next.requestFrom(other, stage.second().login()));

    var all = Stream.concat(seen.stream(), Stream.of(paused, elsewhere));
    stage.note("429 for 20 phones of one sender, then a 21st, then another sender", next, all);
    assertThat(seen).allMatch(answer -> answer.is(429, "rate_limit_exceeded"));
    assertThat(paused.words()).isEqualTo("429 rate_limit_exceeded");
    assertThat(paused.number("retry_after")).isBetween(1, TOLD);
    assertThat(elsewhere.words()).isEqualTo("202 sent");
    assertThat(stage.provider.calls(ProviderOperation.SEND, next.phone())).isOne();
  }

  private static void note(
      ChaosEnvironment stage, String scenario, Subscriber it, CallerResponse... seen) {
    stage.note(scenario, it, Stream.of(seen));
    Stream.of(seen).forEach(ContractCheck::check);
  }
}
