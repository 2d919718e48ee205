package dev.otpauth.spektif;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClient.RequestBodySpec;
import reactor.core.publisher.Mono;

/** Sends requests to Spektif with {@link WebClient} and reads responses up to a size limit. */
final class SpektifClient {

  private static final byte[] EMPTY = {};

  private final WebClient web;
  private final RequestEncoding encoding;

  SpektifClient(WebClient web, RequestEncoding encoding) {
    this.web = web;
    this.encoding = encoding;
  }

  /**
   * Returns an exchange that starts on subscription.
   *
   * @param upload the body; null if the request has no file
   */
  Mono<HttpResult> exchange(SpektifRequest request, @Nullable Upload upload) {
    var operation = request.operation();
    var spec = web.method(operation.method()).uri(template(request), variables(request));
    if (upload != null) {
      write(spec, upload);
    } else if (isWritten(request)) {
      var form = encoding.encode(request.fields());
      spec.header(HttpHeaders.CONTENT_TYPE, form.contentType()).bodyValue(form.bytes());
    }
    return spec.exchangeToMono(response -> reply(response, operation.answerLimit()));
  }

  /** Whether the fields go into the body instead of the query. */
  private static boolean isWritten(SpektifRequest request) {
    return request.operation().method().equals(HttpMethod.POST);
  }

  private static void write(RequestBodySpec spec, Upload upload) {
    spec.header(HttpHeaders.CONTENT_TYPE, upload.contentType());
    upload.contentLength().ifPresent(spec::contentLength);
    spec.body(BodyInserters.fromDataBuffers(upload.body()));
  }

  /** Returns a URI template with variables, so that metrics and traces contain no values. */
  private static String template(SpektifRequest request) {
    var path = request.operation().path();
    if (isWritten(request) || request.fields().isEmpty()) {
      return path;
    }
    return request.fields().keySet().stream()
        .map(it -> it + "={" + it + "}")
        .collect(Collectors.joining("&", path + "?", ""));
  }

  private static Map<String, Object> variables(SpektifRequest request) {
    var variables = new HashMap<String, Object>(request.fields());
    if (request.id() != null) {
      variables.put("id", request.id());
    }
    return variables;
  }

  private static Mono<HttpResult> reply(ClientResponse response, int limit) {
    var status = response.statusCode().value();
    var headers = response.headers().asHttpHeaders();
    var body = response.body(BodyExtractors.toDataBuffers());
    if (FaultTable.decidesByStatusAlone(status)) {
      body = DataBufferUtils.takeUntilByteCount(body.onErrorComplete(), limit - 1L);
    }
    return DataBufferUtils.join(body, limit)
        .map(SpektifClient::bytes)
        .defaultIfEmpty(EMPTY)
        .map(it -> decoded(new HttpResult.Answer(status, headers, it), limit));
  }

  private static byte[] bytes(DataBuffer joined) {
    var bytes = new byte[joined.readableByteCount()];
    joined.read(bytes);
    DataBufferUtils.release(joined);
    return bytes;
  }

  /** A compressed body that is truncated or too long counts as no response. */
  private static HttpResult decoded(HttpResult.Answer answer, int limit) {
    var decoded = ContentDecoding.decode(answer.headers(), answer.body(), limit);
    return decoded.isWhole() || FaultTable.decidesByStatusAlone(answer.status())
        ? answer.withBody(decoded.bytes())
        : HttpResult.broken("a compressed body that is cut or too long");
  }
}
