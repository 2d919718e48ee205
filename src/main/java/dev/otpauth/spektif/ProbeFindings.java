package dev.otpauth.spektif;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a probe's answer changes. It may end a trouble or tell its cause; that callers are refused
 * takes a caller's refusal, too.
 */
@Component
final class ProbeFindings {

  private static final Asked PROBE = Asked.of(Operation.HISTORY);

  private final AccountTrouble trouble;
  private final Trip trip;
  private final Circuit circuit;
  private final ProbePace pace;
  private final MeterProvider<Counter> probes;
  private volatile @Nullable Verdict last;

  ProbeFindings(
      AccountTrouble trouble, Trip trip, Circuit circuit, ProbePace pace, MeterRegistry meters) {
    this.trouble = trouble;
    this.trip = trip;
    this.circuit = circuit;
    this.pace = pace;
    this.probes =
        Counter.builder("spektif.probe")
            .description("Probes of the provider, by what its answer means")
            .withRegistry(meters);
    // There from the start, so that a rate can be taken of the first.
    probes.withTag("outcome", Meaning.ACCEPTED.tag());
  }

  /** The last probe's verdict, where there was one. */
  Optional<Verdict> last() {
    return Optional.ofNullable(last);
  }

  void take(Verdict verdict) {
    var at = verdict.at();
    var diagnosis = verdict.diagnosis();
    probes.withTag("outcome", verdict.meaning().tag()).increment();
    last = verdict;
    if (diagnosis != null) {
      trouble.refused(PROBE, diagnosis, at);
    }
    if (verdict.meaning() == Meaning.ACCEPTED) {
      trouble.accepted(PROBE, at);
      circuit.seenAlive();
    }
    trip.probed(diagnosis != null && diagnosis.cause().isAuthentication(), at);
    pace.probed(at);
  }
}
