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
@Chaos(Cast.HASTY)
class CooldownTest {

  private static final int TOLD = 90;

  @Test
  void aThrottledPhoneIsAnsweredWithoutAskingTheProviderAgain(Stage stage) throws IOException {
    var it = Case.of("throttled");
    stage.provider.once(Operation.SEND, it.phone(), Behaviour.refusing(Reply.throttled(TOLD)));
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
    assertThat(Stream.of(told, other, restarted).map(Contract::check))
        .allMatch(answer -> answer.is(429, "rate_limit_exceeded"))
        .allMatch(answer -> answer.text("limited_by").equals("provider"));
    assertThat(stage.provider.calls(Operation.SEND, it.phone())).isOne();
  }

  @Test
  void askingAgainAfterExactlyTheToldSecondsIsNotRefused(Stage stage) throws IOException {
    var it = Case.of("told seconds");
    stage.provider.once(Operation.SEND, it.phone(), Behaviour.refusing(Reply.throttled(3)));

    var told = it.request(stage.first().login());
    var early = it.request(stage.second().login());
    Await.pass(early.retryAfter());
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
    assertThat(stage.provider.calls(Operation.SEND, it.phone())).isEqualTo(2);
  }

  @Test
  void aThrottledResendIsRememberedToo(Stage stage) throws IOException {
    var it = Case.of("throttled resend");
    var id = it.begin(stage.first().login());
    stage.provider.once(Operation.RESEND, it.phone(), Behaviour.refusing(Reply.throttled(TOLD)));

    var told = stage.first().login().resend(id);
    var other = stage.second().login().resend(id);
    var code = stage.provider.books.code(it.phone());
    var last = stage.second().login().confirm(id, code);

    note(stage, "429 on a resend: the code before still works", it, told, other, last);
    assertThat(told.words()).isEqualTo("429 rate_limit_exceeded");
    assertThat(other.words()).isEqualTo("429 rate_limit_exceeded");
    assertThat(last.words()).isEqualTo("200 verified");
    assertThat(stage.provider.calls(Operation.RESEND, it.phone())).isOne();
  }

  @Test
  void aSenderThatIsThrottledAsAWholePausesAndNoOther(Stage stage) throws IOException {
    var throttled = IntStream.range(0, 20).mapToObj(_ -> Case.of("throttled sender")).toList();
    var sender = Settings.SENDERS.getLast();
    var other = Settings.SENDERS.get(1);
    var seen = new ArrayList<Answer>();
    for (var it : throttled) {
      stage.provider.once(Operation.SEND, it.phone(), Behaviour.refusing(Reply.throttled(TOLD)));
      seen.add(Contract.check(it.requestFrom(sender, stage.first().login())));
    }
    var next = Case.of("next");
    var paused = Contract.check(next.requestFrom(sender, stage.second().login()));
    var elsewhere = Contract.check(next.requestFrom(other, stage.second().login()));

    var all = Stream.concat(seen.stream(), Stream.of(paused, elsewhere));
    stage.note("429 for 20 phones of one sender, then a 21st, then another sender", next, all);
    assertThat(seen).allMatch(answer -> answer.is(429, "rate_limit_exceeded"));
    assertThat(paused.words()).isEqualTo("429 rate_limit_exceeded");
    assertThat(paused.number("retry_after")).isBetween(1, TOLD);
    assertThat(elsewhere.words()).isEqualTo("202 sent");
    assertThat(stage.provider.calls(Operation.SEND, next.phone())).isOne();
  }

  private static void note(Stage stage, String scenario, Case it, Answer... seen) {
    stage.note(scenario, it, Stream.of(seen));
    Stream.of(seen).forEach(Contract::check);
  }
}
