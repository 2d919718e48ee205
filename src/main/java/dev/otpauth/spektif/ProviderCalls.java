package dev.otpauth.spektif;

import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Makes provider calls, with resilience, classification and metrics. */
@Component
final class ProviderCalls {

  private final ProviderExchanges exchanges;
  private final GatedExecutor gate;
  private final CallRecord calls;
  private final SpektifProperties properties;
  private final RouteCheck routes;

  ProviderCalls(
      ProviderExchanges exchanges,
      GatedExecutor gate,
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
   * Makes one call with its retries, and returns its result.
   *
   * @param reader translates the classified response for the operation
   */
  <R> R make(
      SpektifRequest request,
      Function<ClassifiedResponse, ? extends OperationResponse<? extends R>> reader) {
    var started = calls.start();
    var classified =
        gate.run(request, properties.tryTimeout(), left -> exchanges.make(request, left));
    var checked = routes.check(request.operation(), classified);
    var reading = reader.apply(checked);
    calls.finish(started, request, checked, reading.category());
    return reading.result();
  }
}
