package dev.otpauth.spektif;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/**
 * Tells the {@link Sending} of the exchange when writing begins, and keeps URLs out of exceptions.
 */
final class QuietExchange implements ExchangeFilterFunction {

  @Override
  public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
    return Mono.deferContextual(
            context -> {
              var sending = context.get(Sending.class);
              return next.exchange(
                  ClientRequest.from(request).httpRequest(_ -> sending.begin()).build());
            })
        .onErrorMap(CallFailed::from);
  }
}
