package dev.otpauth.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class DatabaseClockTest {

  private final ScriptedTime time = new ScriptedTime();
  private final DatabaseClock clock = time.clock();

  @Test
  void isPostgresqlsTimeAndWhatHasPassedSince() {
    assertThat(clock.instant()).isEqualTo(ScriptedTime.START);
    time.passes(Duration.ofMillis(1_500));
    assertThat(clock.instant()).isEqualTo(ScriptedTime.START.plusMillis(1_500));
    assertThat(time.readings()).isOne();
  }

  @Test
  void ticksInMicrosecondsAsPostgresqlStoresThem() {
    time.passes(Duration.ofNanos(1_999));
    assertThat(clock.instant()).isEqualTo(ScriptedTime.START.plusNanos(1_000));
  }

  @Test
  void aNanoTimeThatOverflowsIsNoMatter() {
    time.monotonicIs(Long.MAX_VALUE - 10);
    var late = time.clock();
    var before = late.instant();
    time.passes(Duration.ofSeconds(1));
    assertThat(late.instant()).isEqualTo(before.plusSeconds(1));
  }

  @Test
  void goesOnByTheNextReading() {
    time.databaseSteps(Duration.ofMillis(7));
    assertThat(clock.instant()).isEqualTo(ScriptedTime.START);
    clock.synchronize();
    assertThat(clock.instant()).isEqualTo(ScriptedTime.START.plusMillis(7));
  }

  @Test
  void standsStillForASmallCorrectionBackAndThenAgreesWithPostgresql() {
    clock.instant();
    time.databaseSteps(Duration.ofMillis(-3));
    clock.synchronize();
    assertThat(clock.instant()).isEqualTo(ScriptedTime.START);
    time.passes(Duration.ofMillis(2));
    assertThat(clock.instant()).isEqualTo(ScriptedTime.START);
    time.passes(Duration.ofMillis(2));
    assertThat(clock.instant()).isEqualTo(ScriptedTime.START.plusMillis(1));
  }

  @Test
  void takesAGreatCorrectionBackAtOnce() {
    time.databaseSteps(Duration.ofHours(-1));
    clock.synchronize();
    assertThat(clock.instant()).isEqualTo(ScriptedTime.START.minusSeconds(3_600));
    time.passes(Duration.ofSeconds(1));
    assertThat(clock.instant()).isEqualTo(ScriptedTime.START.minusSeconds(3_599));
  }

  @Test
  void keepsTheLastReadingWhereTheNextFails() {
    time.databaseSteps(Duration.ofMinutes(5));
    time.fails(true);
    assertThatThrownBy(clock::synchronize).isInstanceOf(DataAccessException.class);
    time.passes(Duration.ofSeconds(1));
    assertThat(clock.instant()).isEqualTo(ScriptedTime.START.plusSeconds(1));
  }

  @Test
  void isNotMadeWithoutAReading() {
    time.fails(true);
    assertThatThrownBy(time::clock).isInstanceOf(DataAccessException.class);
  }

  @Test
  void tellsTheSameTimeInAnotherZone() {
    var jakarta = clock.withZone(ZoneId.of("Asia/Jakarta"));
    time.passes(Duration.ofSeconds(1));
    assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
    assertThat(jakarta.getZone()).isEqualTo(ZoneId.of("Asia/Jakarta"));
    assertThat(jakarta.instant()).isEqualTo(clock.instant());
    assertThat(jakarta.withZone(ZoneOffset.UTC)).isSameAs(clock);
  }

  @Test
  void theShortestRoundTripOfThreeIsTakenAndItsMiddle() {
    var nanos = new long[] {0, 9_000, 9_000, 9_400, 9_400, 12_000};
    var next = new int[2];
    var reading =
        ClockReading.best(
            () -> Instant.EPOCH.plusSeconds(next[0]++),
            () -> {
              return nanos[next[1]++];
            });
    assertThat(reading).isEqualTo(new ClockReading(Instant.EPOCH.plusSeconds(1), 9_200, 400));
  }
}
