package dev.otpauth.spektif;

import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Makes calls: guarded, understood, counted. */
@Component
final class ProviderCalls {

  private final Exchanges exchanges;
  private final GatedCalls gate;
  private final CallRecord calls;
  private final SpektifProperties properties;
  private final RouteCheck routes;

  ProviderCalls(
      Exchanges exchanges,
      GatedCalls gate,
      CallRecord calls,
      SpektifProperties properties,
      RouteCheck routes) {
    this.exchanges = exchanges;
    this.gate = gate;
    this.calls = calls;
    this.properties = properties;
    this.routes = routes;
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
      Function<Verdict, ? extends Reading<? extends R>> reader) {
    var operation = asked.operation();
    var started = calls.start();
    var verdict =
        gate.run(
            operation, properties.tryTimeout(), left -> exchanges.make(operation, request, left));
    var checked = routes.check(operation, verdict);
    var reading = reader.apply(checked);
    calls.finish(started, asked, checked, reading.meaning());
    return reading.result();
  }
}
