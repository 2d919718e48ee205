package dev.otpauth.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.verification.CallCompleted.Call;
import dev.otpauth.verification.SettlementTried;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallMetersTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final CallMeters meters = new CallMeters(registry, new BoundedPurposes());

  @Test
  void callsAreTimedByOutcomeAndPurpose() {
    meters.on(CompletedCalls.of(Call.REQUEST, "sent", "login"));
    meters.on(CompletedCalls.of(Call.REQUEST, "sent", "login"));
    meters.on(CompletedCalls.of(Call.CONFIRM, "request_not_found", (String) null));

    var requests = registry.get("otp.request").tags("outcome", "sent", "purpose", "login").timer();
    assertThat(requests.count()).isEqualTo(2);
    assertThat(requests.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(80);
    assertThat(
            registry
                .get("otp.confirm")
                .tags("outcome", "request_not_found", "purpose", "none")
                .timer()
                .count())
        .isOne();
  }

  @Test
  void purposesAreBounded() {
    for (var i = 0; i < BoundedPurposes.MAX_PURPOSES + 10; i++) {
      meters.on(CompletedCalls.of(Call.RESEND, "sent", "purpose-" + i));
    }

    assertThat(registry.get("otp.resend").timers()).hasSize(BoundedPurposes.MAX_PURPOSES + 1);
    assertThat(registry.get("otp.resend").tag("purpose", "other").timer().count()).isEqualTo(10);
  }

  @Test
  void queriesAreNotTimedHere() {
    meters.on(CompletedCalls.of(Call.STATUS, "sent", "login"));
    meters.on(CompletedCalls.of(Call.HISTORY, "listed", (String) null));

    assertThat(registry.getMeters()).isEmpty();
  }

  @Test
  void looksForLostAnswersAreCounted() {
    meters.on(new SettlementTried("send", "open"));
    meters.on(new SettlementTried("send", "sent"));

    assertThat(registry.get("otp.settlement").tag("outcome", "sent").counter().count()).isOne();
    assertThat(registry.get("otp.settlement").counters()).hasSize(2);
  }
}
