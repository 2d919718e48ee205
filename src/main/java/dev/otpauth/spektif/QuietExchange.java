package dev.otpauth.spektif;

import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/**
 * Tells the {@link Sending} of the exchange when writing begins, keeps URLs out of exceptions, and
 * lets an answer be read whatever is wrong with its Content-Type or with a body nobody needs.
 */
final class QuietExchange implements ExchangeFilterFunction {

  private final int bodyLimit;

  QuietExchange(int bodyLimit) {
    this.bodyLimit = bodyLimit;
  }

  @Override
  public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
    return Mono.deferContextual(
            context -> {
              var sending = context.get(Sending.class);
              return next.exchange(
                  ClientRequest.from(request).httpRequest(_ -> sending.begin()).build());
            })
        .map(this::readable)
        .onErrorMap(CallFailed::from);
  }

  private ClientResponse readable(ClientResponse response) {
    // A malformed Content-Type would fail the decoding, and the body is read as JSON in any case.
    var readable = response.mutate().headers(it -> it.remove(HttpHeaders.CONTENT_TYPE));
    if (FaultTable.decidesByStatusAlone(response.statusCode().value())) {
      readable.body(
          body -> DataBufferUtils.takeUntilByteCount(body.onErrorComplete(), bodyLimit - 1L));
    }
    return readable.build();
  }
}
