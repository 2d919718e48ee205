package dev.otpauth.spektif.account;

import static dev.otpauth.spektif.account.CallKind.Role.QUERY;
import static dev.otpauth.spektif.account.CallKind.Role.SEND;
import static dev.otpauth.spektif.account.Trip.Permit.GO;
import static dev.otpauth.spektif.account.Trip.Permit.PROBE_FIRST;
import static dev.otpauth.spektif.account.Trip.Permit.WITHHOLD;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class TripTest {

  private static final Instant T = Instant.parse("2026-03-02T03:30:00Z");

  private final Trip trip = trip(true);

  private Trip trip(boolean probed) {
    var probing = new Probing(probed, ofSeconds(60), ofSeconds(10));
    return new Trip(probing, new SimpleMeterRegistry());
  }

  private void tripIt(Instant at) {
    trip.refused(SEND, at);
    assertThat(trip.permit(at)).isEqualTo(PROBE_FIRST);
    trip.probed(true, at);
  }

  @Test
  void refusedCallMakesTheNextOneProbeAndKeepsNoOtherWaiting() {
    trip.refused(SEND, T);

    assertThat(trip.permit(T)).isEqualTo(PROBE_FIRST);
    assertThat(trip.permit(T)).isEqualTo(GO);
    assertThat(trip.isTripped()).isFalse();
  }

  @Test
  void refusedProbeWithholdsCalls() {
    tripIt(T);

    assertThat(trip.isTripped()).isTrue();
    assertThat(trip.permit(T)).isEqualTo(WITHHOLD);
    assertThat(trip.permit(T.plusSeconds(59))).isEqualTo(WITHHOLD);
  }

  @Test
  void probeThatIsNotRefusedLetsCallsThrough() {
    trip.refused(SEND, T);
    trip.permit(T);
    trip.probed(false, T);

    assertThat(trip.permit(T)).isEqualTo(GO);
  }

  @Test
  void notEveryCallProbesWhereOnlyCallsAreRefused() {
    trip.refused(SEND, T);
    trip.permit(T);
    trip.probed(false, T);

    trip.refused(SEND, T.plusSeconds(9));
    assertThat(trip.permit(T.plusSeconds(9))).isEqualTo(GO);
    trip.refused(SEND, T.plusSeconds(10));
    assertThat(trip.permit(T.plusSeconds(10))).isEqualTo(PROBE_FIRST);
  }

  @Test
  void refusedProbeAloneWithholdsNothing() {
    trip.probed(true, T);

    assertThat(trip.permit(T)).isEqualTo(GO);
  }

  @Test
  void refusedQueryWithholdsNothing() {
    trip.refused(QUERY, T);
    trip.probed(true, T);

    assertThat(trip.permit(T)).isEqualTo(GO);
  }

  @Test
  void oneCallAMinuteIsLetThroughInCaseProbesAloneAreRefused() {
    tripIt(T);
    var later = T.plusSeconds(60);
    trip.probed(true, T.plusSeconds(59));

    assertThat(trip.permit(later)).isEqualTo(GO);
    assertThat(trip.permit(later)).isEqualTo(WITHHOLD);
    trip.acknowledged();
    assertThat(trip.permit(later)).isEqualTo(GO);
    assertThat(trip.isConcerned()).isFalse();
  }

  @Test
  void beginAndEndAreLoggedOnce(CapturedOutput output) {
    tripIt(T);
    for (int i = 1; i < 10; i++) {
      trip.refused(SEND, T.plusSeconds(i));
      trip.probed(true, T.plusSeconds(i));
    }
    trip.probed(false, T.plusSeconds(20));
    trip.probed(false, T.plusSeconds(21));
    trip.acknowledged();

    assertThat(output.getAll()).containsOnlyOnce("are withheld").containsOnlyOnce("made again");
  }

  @Test
  void withoutProbesNothingIsWithheld() {
    var off = trip(false);
    off.refused(SEND, T);
    off.probed(true, T);

    assertThat(off.permit(T)).isEqualTo(GO);
  }
}
