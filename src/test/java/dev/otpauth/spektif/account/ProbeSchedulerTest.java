package dev.otpauth.spektif.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.MovableClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;

/** Tests when the scheduler probes a scripted provider. */
class ProbeSchedulerTest {

  private final MovableClock clock = new MovableClock();
  private final ScriptedTarget target = new ScriptedTarget(clock);
  private final ProbeProperties probing = new ProbeProperties(true);
  private final ProbedAccount account =
      new ProbedAccount(probing, target, new SimpleMeterRegistry(), clock);

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withUserConfiguration(Account.class)
          .withBean(Clock.class, () -> clock)
          .withBean(ProbeTarget.class, () -> target)
          .withBean(ProbeProperties.class, () -> probing)
          .withBean(MeterRegistry.class, SimpleMeterRegistry::new);

  @ComponentScan(basePackageClasses = ProbeScheduler.class)
  static class Account {}

  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      clock.advance(Duration.ofSeconds(1));
      account.probeIfDue();
    }
  }

  @Test
  void firstContactIsProbedAndNothingElseWhileAllIsWell() {
    account.probeIfDue();
    pass(300);

    assertThat(target.asked).isOne();
  }

  @Test
  void outageIsProbedEvenlyUntilItIsOver() {
    account.probeIfDue();
    target.down = true;
    pass(40);
    assertThat(target.asked).as("one at the start, then each 10 s").isEqualTo(4);

    target.down = false;
    var asked = target.asked;
    pass(60);
    assertThat(target.asked).isEqualTo(asked);
  }

  @Test
  void callThatCameToNothingIsProbedAfterASecond() {
    account.probeIfDue();
    target.inDoubt = true;
    pass(2);

    assertThat(target.asked).isEqualTo(2);
  }

  @Test
  void refusedAccountIsProbedBeforeAnOutageIs() {
    target.refusal = Diagnosis.of(AccountProblemCause.CREDENTIALS, "HTTP 401");
    target.down = true;
    account.probeIfDue();
    pass(4);

    assertThat(target.asked).as("at the start, after 1 s and 2 s more").isEqualTo(3);
  }

  @Test
  void roundsAreMadeUnlessSwitchedOff() {
    application.run(it -> assertThat(it).hasSingleBean(ProbeScheduler.class));
    application
        .withPropertyValues("spektif.probe.enabled=false")
        .run(it -> assertThat(it).doesNotHaveBean(ProbeScheduler.class).hasNotFailed());
  }

  @Test
  void shutdownEndsTheRounds() {
    application.run(
        it -> {
          var rounds = it.getBean(ProbeScheduler.class);
          it.close();

          rounds.probeIfDue();

          assertThat(target.asked).isZero();
        });
  }
}
