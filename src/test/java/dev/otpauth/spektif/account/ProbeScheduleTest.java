package dev.otpauth.spektif.account;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.spektif.account.ProbeSchedule.Need;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProbeScheduleTest {

  private static final Instant T = Instant.parse("2026-03-02T03:30:00Z");

  private static ProbeSchedule pace(double dice) {
    return new ProbeSchedule(() -> dice);
  }

  private static List<Duration> pauses(ProbeSchedule pace, Need need, int count) {
    pace.isDue(need, T);
    return Stream.generate(
            () -> {
              var left = pace.left(T);
              pace.probed(T);
              return left;
            })
        .limit(count)
        .toList();
  }

  @Test
  void firstContactIsAtOnce() {
    assertThat(pace(0.5).isDue(Need.FIRST_CONTACT, T)).isTrue();
  }

  @Test
  void withoutNeedItIsNeverTime() {
    var pace = pace(0.5);
    pace.isDue(Need.REFUSAL, T);

    assertThat(pace.isDue(Need.NOTHING, T.plusSeconds(3600))).isFalse();
  }

  @Test
  void refusedItSlowsDownToTheInterval() {
    assertThat(pauses(pace(0.5), Need.REFUSAL, 8))
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
  }

  @Test
  void veryManyProbesDoNotOverflow() {
    assertThat(pauses(pace(0.5), Need.REFUSAL, 200).getLast()).hasSeconds(60);
  }

  @Test
  void outageIsProbedEvenly() {
    assertThat(pauses(pace(0.5), Need.OUTAGE, 3))
        .extracting(Duration::toSeconds)
        .containsExactly(10L, 10L, 10L);
  }

  @Test
  void replicasAreSpreadByAFifth() {
    assertThat(pauses(pace(0), Need.OUTAGE, 1)).containsExactly(ofSeconds(8));
    assertThat(pauses(pace(1), Need.OUTAGE, 1)).containsExactly(ofSeconds(12));
  }

  @Test
  void itIsTimeWhenThePauseIsOver() {
    var pace = pace(0.5);
    pace.isDue(Need.OUTAGE, T);

    assertThat(pace.isDue(Need.OUTAGE, T.plusMillis(9_999))).isFalse();
    assertThat(pace.isDue(Need.OUTAGE, T.plusSeconds(10))).isTrue();
  }

  @Test
  void anotherNeedBeginsAnew() {
    var pace = pace(0.5);
    pauses(pace, Need.REFUSAL, 20);
    pace.isDue(Need.NOTHING, T);
    pace.isDue(Need.REFUSAL, T);

    assertThat(pace.left(T)).hasSeconds(1);
  }
}
