package dev.otpauth.spektif.account;

import static dev.otpauth.spektif.account.AuthFailureBreaker.Permit.GO;
import static dev.otpauth.spektif.account.AuthFailureBreaker.Permit.PROBE_FIRST;
import static dev.otpauth.spektif.account.AuthFailureBreaker.Permit.WITHHOLD;
import static dev.otpauth.spektif.account.CallKind.Role.QUERY;
import static dev.otpauth.spektif.account.CallKind.Role.SEND;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class AuthFailureBreakerTest {

  private static final Instant T = Instant.parse("2026-03-02T03:30:00Z");

  private final AuthFailureBreaker breaker = breaker(true);

  private AuthFailureBreaker breaker(boolean probed) {
    var probing = new ProbeProperties(probed);
    return new AuthFailureBreaker(probing, new SimpleMeterRegistry());
  }

  private void tripIt(Instant at) {
    breaker.refused(SEND, at);
    assertThat(breaker.permit(at)).isEqualTo(PROBE_FIRST);
    breaker.probed(true, at);
  }

  @Test
  void refusedCallMakesTheNextOneProbeAndKeepsNoOtherWaiting() {
    breaker.refused(SEND, T);

    assertThat(breaker.permit(T)).isEqualTo(PROBE_FIRST);
    assertThat(breaker.permit(T)).isEqualTo(GO);
    assertThat(breaker.isTripped()).isFalse();
  }

  @Test
  void refusedProbeWithholdsCalls() {
    tripIt(T);

    assertThat(breaker.isTripped()).isTrue();
    assertThat(breaker.permit(T)).isEqualTo(WITHHOLD);
    assertThat(breaker.permit(T.plusSeconds(59))).isEqualTo(WITHHOLD);
  }

  @Test
  void probeThatIsNotRefusedLetsCallsThrough() {
    breaker.refused(SEND, T);
    breaker.permit(T);
    breaker.probed(false, T);

    assertThat(breaker.permit(T)).isEqualTo(GO);
  }

  @Test
  void notEveryCallProbesWhereOnlyCallsAreRefused() {
    breaker.refused(SEND, T);
    breaker.permit(T);
    breaker.probed(false, T);

    breaker.refused(SEND, T.plusSeconds(9));
    assertThat(breaker.permit(T.plusSeconds(9))).isEqualTo(GO);
    breaker.refused(SEND, T.plusSeconds(10));
    assertThat(breaker.permit(T.plusSeconds(10))).isEqualTo(PROBE_FIRST);
  }

  @Test
  void refusedProbeAloneWithholdsNothing() {
    breaker.probed(true, T);

    assertThat(breaker.permit(T)).isEqualTo(GO);
  }

  @Test
  void refusedQueryWithholdsNothing() {
    breaker.refused(QUERY, T);
    breaker.probed(true, T);

    assertThat(breaker.permit(T)).isEqualTo(GO);
  }

  @Test
  void oneCallAMinuteIsLetThroughInCaseProbesAloneAreRefused() {
    tripIt(T);
    var later = T.plusSeconds(60);
    breaker.probed(true, T.plusSeconds(59));

    assertThat(breaker.permit(later)).isEqualTo(GO);
    assertThat(breaker.permit(later)).isEqualTo(WITHHOLD);
    breaker.acknowledged();
    assertThat(breaker.permit(later)).isEqualTo(GO);
    assertThat(breaker.isSuspicious()).isFalse();
  }

  @Test
  void beginAndEndAreLoggedOnce(CapturedOutput output) {
    tripIt(T);
    for (int i = 1; i < 10; i++) {
      breaker.refused(SEND, T.plusSeconds(i));
      breaker.probed(true, T.plusSeconds(i));
    }
    breaker.probed(false, T.plusSeconds(20));
    breaker.probed(false, T.plusSeconds(21));
    breaker.acknowledged();

    assertThat(output.getAll()).containsOnlyOnce("are withheld").containsOnlyOnce("made again");
  }

  @Test
  void withoutProbesNothingIsWithheld() {
    var off = breaker(false);
    off.refused(SEND, T);
    off.probed(true, T);

    assertThat(off.permit(T)).isEqualTo(GO);
  }
}
