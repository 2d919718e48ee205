package dev.otpauth.operations;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;

/**
 * Names observations of requests by path template, since a caller may have put a phone number into
 * the URL or a header. Meters get Micrometer's tags; spans get the attributes that OpenTelemetry
 * defines for HTTP, with the template as the path.
 */
@Component
class PathTemplateConvention extends DefaultServerRequestObservationConvention {

  @Override
  public String getContextualName(ServerRequestObservationContext context) {
    return route(context)
        .map(it -> methodOf(context) + " " + it)
        .orElseGet(() -> methodOf(context));
  }

  @Override
  protected KeyValue uri(ServerRequestObservationContext context) {
    var tag = super.uri(context);
    return KeyValue.of(tag.getKey(), Routes.readable(tag.getValue()));
  }

  @Override
  public KeyValues getHighCardinalityKeyValues(ServerRequestObservationContext context) {
    var attributes = KeyValues.of("http.request.method", methodOf(context));
    var request = context.getCarrier();
    if (request != null) {
      attributes = attributes.and("url.scheme", request.getScheme());
    }
    var route = route(context);
    if (route.isPresent()) {
      attributes = attributes.and("http.route", route.get(), "url.path", route.get());
    }
    var response = context.getResponse();
    if (response != null) {
      var status = response.getStatus();
      attributes = attributes.and(SpanAttributes.STATUS, Integer.toString(status));
      var error = error(context.getError(), status);
      attributes = error == null ? attributes : attributes.and(SpanAttributes.ERROR, error);
    }
    return attributes;
  }

  private static @Nullable String error(@Nullable Throwable thrown, int status) {
    if (thrown != null) {
      return thrown.getClass().getName();
    }
    return status < 500 ? null : Integer.toString(status);
  }

  private String methodOf(ServerRequestObservationContext context) {
    var method = method(context).getValue();
    return method.equals("UNKNOWN") ? "_OTHER" : method;
  }

  private static Optional<String> route(ServerRequestObservationContext context) {
    return Optional.ofNullable(context.getPathPattern()).map(Routes::readable);
  }
}
