package dev.otpauth.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.MovableClock;
import dev.otpauth.verification.CallCompleted.Call;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Tests the detection of toll fraud, which sends and never verifies. */
@ExtendWith(OutputCaptureExtension.class)
class PrefixWatchTest {

  private static final String FRAUD = "+62895";
  private static final String PEOPLE = "+62812";
  private static final String WARNING = "Hardly any code sent to a prefix is confirmed";
  private static final Duration SLOT = Duration.ofMinutes(5);

  private final MovableClock clock = new MovableClock();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final PrefixWatch watch = new PrefixWatch(registry, clock);

  @Test
  void manySendsThatNobodyConfirmsAreSaidOnce(CapturedOutput output) {
    sends(FRAUD, 60);
    sends(PEOPLE, 60);
    verifies(PEOPLE, 40);
    clock.advance(SLOT);
    watch.check();
    watch.check();

    assertThat(output.getOut())
        .containsOnlyOnce(WARNING)
        .contains("prefix=\"+62895\"", "sent=\"60\"");
    assertThat(suspicious()).isOne();
  }

  @Test
  void codesThatMayStillBeTypedSayNothing(CapturedOutput output) {
    sends(FRAUD, 60);
    watch.check();

    assertThat(output.getOut()).doesNotContain(WARNING);
  }

  @Test
  void fewSendsSayNothing(CapturedOutput output) {
    sends(FRAUD, 49);
    clock.advance(SLOT);
    watch.check();

    assertThat(output.getOut()).doesNotContain(WARNING);
    assertThat(suspicious()).isZero();
  }

  @Test
  void whatIsConfirmedAgainIsSaidToo(CapturedOutput output) {
    sends(FRAUD, 60);
    clock.advance(SLOT);
    watch.check();
    verifies(FRAUD, 30);
    watch.check();

    assertThat(output.getOut()).contains("Codes sent to a prefix are confirmed again");
    assertThat(suspicious()).isZero();
  }

  @Test
  void anHourLaterItIsForgotten() {
    sends(FRAUD, 60);
    clock.advance(SLOT);
    watch.check();
    assertThat(suspicious()).isOne();
    clock.advance(Duration.ofHours(1));
    watch.check();
    assertThat(suspicious()).isZero();
  }

  @Test
  void refusedCallsAreNoSends() {
    for (var i = 0; i < 60; i++) {
      watch.on(CompletedCalls.of(Call.REQUEST, "rate_limit_exceeded", FRAUD, clock.instant()));
      watch.on(CompletedCalls.of(Call.CONFIRM, "invalid_code", FRAUD, clock.instant()));
      watch.on(CompletedCalls.of(Call.STATUS, "sent", FRAUD, clock.instant()));
    }
    clock.advance(SLOT);
    watch.check();

    assertThat(suspicious()).isZero();
    assertThat(registry.find("otp.prefix").counters()).isEmpty();
  }

  @Test
  void prefixesAreBounded() {
    for (var i = 0; i < PrefixWatch.MAX_PREFIXES + 10; i++) {
      sends("+" + (10_000 + i), 1);
    }

    assertThat(registry.get("otp.prefix").tag("prefix", "other").counter().count()).isEqualTo(10);
    assertThat(registry.get("otp.prefix").counters()).hasSize(PrefixWatch.MAX_PREFIXES + 1);
  }

  private void sends(String prefix, int count) {
    for (var i = 0; i < count; i++) {
      watch.on(CompletedCalls.of(Call.REQUEST, "sent", prefix, clock.instant()));
    }
  }

  private void verifies(String prefix, int count) {
    for (var i = 0; i < count; i++) {
      watch.on(CompletedCalls.of(Call.CONFIRM, "verified", prefix, clock.instant()));
    }
  }

  private double suspicious() {
    return registry.get("otp.prefix.suspicious").gauge().value();
  }
}
