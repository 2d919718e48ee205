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

/** Writes requests as Spektif takes them, and reads what it answers, so far as there is room. */
final class SpektifClient {

  private static final byte[] EMPTY = {};

  private final WebClient web;
  private final RequestEncoding encoding;

  SpektifClient(WebClient web, RequestEncoding encoding) {
    this.web = web;
    this.encoding = encoding;
  }

  /**
   * An exchange that begins where somebody subscribes.
   *
   * @param upload the body; null where the request has no file
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

  /** Whether its fields are a body; else they are its query. */
  private static boolean isWritten(SpektifRequest request) {
    return request.operation().method().equals(HttpMethod.POST);
  }

  private static void write(RequestBodySpec spec, Upload upload) {
    spec.header(HttpHeaders.CONTENT_TYPE, upload.contentType());
    upload.contentLength().ifPresent(spec::contentLength);
    spec.body(BodyInserters.fromDataBuffers(upload.body()));
  }

  /** Values are variables, so that what is measured and traced knows none of them. */
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

  /** A body that was compressed all the same, and is cut or too long, is none. */
  private static HttpResult decoded(HttpResult.Answer answer, int limit) {
    var decoded = ContentDecoding.decode(answer.headers(), answer.body(), limit);
    return decoded.isWhole() || FaultTable.decidesByStatusAlone(answer.status())
        ? answer.withBody(decoded.bytes())
        : HttpResult.broken("a compressed body that is cut or too long");
  }
}
