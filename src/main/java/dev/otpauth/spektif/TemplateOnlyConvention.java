package dev.otpauth.spektif;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import java.net.URI;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.DefaultClientRequestObservationConvention;

/** Names exchanges by their path template: the queries carry numbers and references. */
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
    return path.substring(Math.max(0, path.lastIndexOf("/otp/")));
  }

  @Override
  protected KeyValue exception(ClientRequestObservationContext context) {
    return context.getError() instanceof CallFailed failed
        ? KeyValue.of("exception", failed.root())
        : super.exception(context);
  }

  /**
   * What OpenTelemetry's conventions name for spans of HTTP clients; {@code url.full} without its
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
      var status = response.statusCode();
      attributes = attributes.and("http.response.status_code", String.valueOf(status.value()));
      return status.isError()
          ? attributes.and("error.type", String.valueOf(status.value()))
          : attributes;
    }
    return attributes.and(
        "error.type", context.isAborted() ? "cancelled" : exception(context).getValue());
  }

  private static KeyValues address(URI url, String path) {
    var port = url.getPort() >= 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
    return KeyValues.of(
        "server.address", url.getHost(),
        "server.port", Integer.toString(port),
        "url.full", "%s://%s:%d%s".formatted(url.getScheme(), url.getHost(), port, path));
  }
}
