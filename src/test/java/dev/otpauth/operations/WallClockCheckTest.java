package dev.otpauth.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.runtime.ScriptedTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class WallClockCheckTest {

  private final ScriptedTime time = new ScriptedTime();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final WallClockCheck check = new WallClockCheck(time.clock(), time.wallClock(), meters);

  @ParameterizedTest
  @CsvSource({"0", "2000", "-2000", "2001", "10000", "-10000"})
  void takesCallsUpToTenSecondsApart(long millis) {
    time.wallSteps(Duration.ofMillis(millis));
    assertThat(check.health().getStatus()).isEqualTo(Status.UP);
    assertThat(meters.get("otp.clock.offset").gauge().value()).isEqualTo(millis / 1_000.0);
  }

  @ParameterizedTest
  @CsvSource({"10001, 10.001 s ahead of", "-3600000, 3600.0 s behind"})
  void leavesTheRotationBeyondAndSaysWhichWay(long millis, String way) {
    time.wallSteps(Duration.ofMillis(millis));
    assertThat(check.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(check.health().getDetails())
        .containsEntry("offset_seconds", millis / 1_000.0)
        .extractingByKey("problem")
        .asString()
        .startsWith(
            "This machine's clock is " + way + " PostgreSQL's: this replica takes no calls");
  }

  @Test
  void comesBackWithTheRightTime() {
    time.wallSteps(Duration.ofMinutes(-5));
    assertThat(check.health().getStatus()).isEqualTo(Status.DOWN);
    time.wallSteps(Duration.ofMinutes(5));
    assertThat(check.health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void warnsOnceUntilItChanges(CapturedOutput output) {
    check.afterSingletonsInstantiated();
    assertThat(output).doesNotContain("This machine's clock");
    time.wallSteps(Duration.ofSeconds(-3));
    check.check();
    check.check();
    assertThat(output)
        .containsOnlyOnce("WARN")
        .containsOnlyOnce("3.0 s behind PostgreSQL's: its log and traces have wrong times");
    time.wallSteps(Duration.ofSeconds(63));
    check.check();
    check.check();
    assertThat(output).containsOnlyOnce("60.0 s ahead of PostgreSQL's: this replica takes no");
    time.wallSteps(Duration.ofMinutes(-1));
    check.check();
    check.check();
    assertThat(output).containsOnlyOnce("0.0 s ahead of PostgreSQL's: it is correct again");
  }
}
