package dev.otpauth.spektif.account;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a probe's answer changes. It may end a problem or tell its cause; that callers are refused
 * takes a caller's refusal, too.
 */
@Component
final class ProbeResultHandler {

  private final AccountProblems problems;
  private final AuthFailureBreaker breaker;
  private final ProbeSchedule pace;
  private final MeterProvider<Counter> probes;
  private volatile @Nullable ProbeAnswer last;

  ProbeResultHandler(
      AccountProblems problems,
      AuthFailureBreaker breaker,
      ProbeSchedule pace,
      MeterRegistry meters) {
    this.problems = problems;
    this.breaker = breaker;
    this.pace = pace;
    this.probes =
        Counter.builder("spektif.probe")
            .description("Probes of the provider, by what its answer means")
            .withRegistry(meters);
    // There from the start, so that a rate can be taken of the first.
    probes.withTag("outcome", "accepted");
  }

  /** The last probe's answer, where there was one. */
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
    pace.probed(at);
  }
}
