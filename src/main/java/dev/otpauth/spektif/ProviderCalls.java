package dev.otpauth.spektif;

import java.time.Clock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Makes calls: guarded, understood, counted. */
@Component
final class ProviderCalls {

  private final SpektifLine line;
  private final AccountGate gate;
  private final CallRecord calls;
  private final SpektifProperties properties;
  private final Clock clock;

  ProviderCalls(
      SpektifLine line,
      AccountGate gate,
      CallRecord calls,
      SpektifProperties properties,
      Clock clock) {
    this.line = line;
    this.gate = gate;
    this.calls = calls;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * Makes one call, with its retries.
   *
   * @param request begins an exchange each time it is asked
   * @param reader tells the verdict in the words of the operation
   */
  <R> R make(
      Asked asked,
      Supplier<Mono<ResponseEntity<byte[]>>> request,
      Function<Verdict, Reading<R>> reader) {
    var operation = asked.operation();
    var started = calls.start();
    var verdict =
        gate.run(
            operation,
            properties.tryTimeout(),
            left -> Verdict.of(operation, line.exchange(Mono.defer(request), left), clock));
    var reading = reader.apply(verdict);
    calls.finish(started, asked, verdict, reading.meaning());
    return reading.result();
  }
}
