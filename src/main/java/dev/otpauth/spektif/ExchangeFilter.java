package dev.otpauth.spektif;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/**
 * Marks the exchange's {@link RequestWriteState} when writing begins, and keeps URLs out of
 * exceptions.
 */
final class ExchangeFilter implements ExchangeFilterFunction {

  @Override
  public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
    return Mono.deferContextual(
            context -> {
              var writeState = context.get(RequestWriteState.class);
              return next.exchange(
                  ClientRequest.from(request).httpRequest(_ -> writeState.begin()).build());
            })
        .onErrorMap(CallFailed::from);
  }
}
