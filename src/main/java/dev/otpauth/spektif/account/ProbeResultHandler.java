package dev.otpauth.spektif.account;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Applies the result of a probe to problems, breaker, schedule and metrics. A probe may end a
 * problem or update its cause; withholding calls also takes a caller's refusal.
 */
@Component
final class ProbeResultHandler {

  private final AccountProblems problems;
  private final AuthFailureBreaker breaker;
  private final ProbeSchedule schedule;
  private final MeterProvider<Counter> probes;
  private volatile @Nullable ProbeAnswer last;

  ProbeResultHandler(
      AccountProblems problems,
      AuthFailureBreaker breaker,
      ProbeSchedule schedule,
      MeterRegistry meters) {
    this.problems = problems;
    this.breaker = breaker;
    this.schedule = schedule;
    this.probes =
        Counter.builder("spektif.probe")
            .description("Probes of the provider, by what its answer means")
            .withRegistry(meters);
    // Registered at the start, so that a rate includes the first probe.
    probes.withTag("outcome", "accepted");
  }

  /** The last result; empty before the first probe. */
  Optional<ProbeAnswer> last() {
    return Optional.ofNullable(last);
  }

  void take(ProbeAnswer answer) {
    var at = answer.at();
    probes.withTag("outcome", answer.outcome()).increment();
    last = answer;
    if (answer.refusal() != null) {
      problems.refused(answer.call(), answer.refusal(), at);
    }
    if (answer.accepted()) {
      problems.accepted(answer.call(), at);
    }
    breaker.probed(answer.refusesUs(), at);
    schedule.probed(at);
  }
}
