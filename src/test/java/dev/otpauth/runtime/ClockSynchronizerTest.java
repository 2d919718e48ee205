package dev.otpauth.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ClockSynchronizerTest {

  private static final String FAILED = "Could not read PostgreSQL's time";
  private static final String AGAIN = "PostgreSQL's time is available again";

  private final ScriptedTime time = new ScriptedTime();
  private final DatabaseClock clock = time.clock();
  private final ClockSynchronizer synchronizer = new ClockSynchronizer(clock, time.wallClock());

  private void looks(int times) {
    for (var i = 0; i < times; i++) {
      time.passes(Duration.ofSeconds(5));
      synchronizer.look();
    }
  }

  @Test
  void readsTheTimeEveryMinute() {
    looks(11);
    assertThat(time.readings()).isOne();
    looks(1);
    assertThat(time.readings()).isEqualTo(2);
    looks(12);
    assertThat(time.readings()).isEqualTo(3);
  }

  @Test
  void triesAgainSoonWhereItFailedAndTellsOnce(CapturedOutput output) {
    time.fails(true);
    looks(14);
    assertThat(time.readings()).isEqualTo(4);
    time.fails(false);
    looks(2);
    assertThat(time.readings()).isEqualTo(5);
    assertThat(output).containsOnlyOnce(FAILED).containsOnlyOnce(AGAIN);
  }

  @Test
  void readsTheTimeSoonAfterAMachineWasSuspended() {
    time.suspended(Duration.ofMinutes(10));
    assertThat(clock.instant()).isEqualTo(ScriptedTime.START);
    looks(1);
    assertThat(clock.instant()).isEqualTo(ScriptedTime.START.plusSeconds(605));
    looks(1);
    assertThat(time.readings()).isEqualTo(2);
  }

  @Test
  void aStepOfTheWallClockChangesNothing() {
    time.wallSteps(Duration.ofHours(-1));
    looks(2);
    assertThat(clock.instant()).isEqualTo(ScriptedTime.START.plusSeconds(10));
    assertThat(time.readings()).isEqualTo(2);
  }
}
