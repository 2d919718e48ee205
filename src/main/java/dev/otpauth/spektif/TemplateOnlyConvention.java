package dev.otpauth.spektif;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import java.net.URI;
import java.util.stream.Stream;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.DefaultClientRequestObservationConvention;

/**
 * Names observations by path template: queries contain numbers and references, paths contain ids.
 */
final class TemplateOnlyConvention extends DefaultClientRequestObservationConvention {

  @Override
  public String getContextualName(ClientRequestObservationContext context) {
    return method(context).getValue() + " " + path(context);
  }

  @Override
  protected KeyValue uri(ClientRequestObservationContext context) {
    return KeyValue.of("uri", path(context));
  }

  private static String path(ClientRequestObservationContext context) {
    var template = context.getUriTemplate();
    if (template == null) {
      return "none";
    }
    var query = template.indexOf('?');
    var path = query < 0 ? template : template.substring(0, query);
    return Stream.of(Operation.values())
        .map(Operation::path)
        .filter(path::endsWith)
        .findFirst()
        .orElse("none");
  }

  @Override
  protected KeyValue exception(ClientRequestObservationContext context) {
    return context.getError() instanceof CallFailed failed
        ? KeyValue.of("exception", failed.root())
        : super.exception(context);
  }

  /**
   * The attributes that OpenTelemetry defines for HTTP client spans; {@code url.full} without the
   * query.
   */
  @Override
  public KeyValues getHighCardinalityKeyValues(ClientRequestObservationContext context) {
    var attributes =
        KeyValues.of(
            "http.request.method", method(context).getValue(), "url.template", path(context));
    var request = context.getRequest();
    if (request != null && request.url().getHost() != null) {
      attributes = attributes.and(address(request.url(), path(context)));
    }
    var response = context.getResponse();
    if (response != null) {
      attributes =
          attributes.and(
              "http.response.status_code", Integer.toString(response.statusCode().value()));
    }
    return attributes.and(failure(context));
  }

  /**
   * Returns nothing on success, or if there is no result yet: this is also called when an exchange
   * starts.
   */
  private KeyValues failure(ClientRequestObservationContext context) {
    var response = context.getResponse();
    if (context.getError() != null) {
      return KeyValues.of("error.type", exception(context).getValue());
    }
    if (context.isAborted()) {
      return KeyValues.of("error.type", "cancelled");
    }
    return response != null && response.statusCode().isError()
        ? KeyValues.of("error.type", Integer.toString(response.statusCode().value()))
        : KeyValues.empty();
  }

  private static KeyValues address(URI url, String path) {
    var port = url.getPort() >= 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
    return KeyValues.of(
        "server.address", url.getHost(),
        "server.port", Integer.toString(port),
        "url.full", url.getScheme() + "://" + url.getHost() + ":" + port + path);
  }
}
