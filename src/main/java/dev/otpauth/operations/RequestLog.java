package dev.otpauth.operations;

import dev.otpauth.caller.Caller;
import dev.otpauth.problem.OutcomeAttribute;
import dev.otpauth.verification.CallCompleted;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Logs one line for each completed request of the API, whether a controller, a filter or Tomcat
 * answered it. Runs as Tomcat's access log does, after the response, so that no caller waits for
 * it. Of what a caller sent, it shows only the caller's id.
 */
final class RequestLog extends ValveBase implements AccessLog {

  private static final Logger log = LoggerFactory.getLogger(RequestLog.class);

  private static final Set<String> METHODS =
      Stream.of(HttpMethod.values()).map(HttpMethod::name).collect(Collectors.toUnmodifiableSet());

  private final Routes routes;
  private final Tracer tracer;

  RequestLog(Routes routes, Tracer tracer) {
    super(true);
    this.routes = routes;
    this.tracer = tracer;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
  }

  @Override
  public void log(Request request, Response response, long nanos) {
    var decoded = request.getDecodedRequestURI();
    var path = decoded == null ? request.getRequestURI() : decoded;
    // No path: a port scan, not a request.
    if (path == null || !Routes.isApi(path)) {
      return;
    }
    // The request's scope is closed; reopen its span so that the line gets the trace id.
    try (var _ = tracer.withSpan(span(request))) {
      write(request, path, response.getStatus(), TimeUnit.NANOSECONDS.toMillis(nanos));
    }
  }

  private void write(Request request, String path, int status, long millis) {
    var call = CallAttribute.of(request).orElse(null);
    var line =
        log.atInfo()
            .addKeyValue("method", known(request.getMethod()))
            .addKeyValue("route", routes.of(request, path).orElse("none"))
            .addKeyValue("status", status)
            .addKeyValue("outcome", outcome(request, call, status))
            .addKeyValue("duration_ms", millis);
    var caller = Caller.idOf(request);
    if (caller.isPresent()) {
      line = line.addKeyValue("caller", caller.get());
    }
    if (call != null && call.requestId() != null) {
      line = line.addKeyValue("request_id", call.requestId());
    }
    line.log("Request answered");
  }

  private static String known(@Nullable String method) {
    return method != null && METHODS.contains(method) ? method : "other";
  }

  private static String outcome(Request request, @Nullable CallCompleted call, int status) {
    return OutcomeAttribute.of(request)
        .orElseGet(() -> call != null ? call.outcome() : status < 400 ? "ok" : "refused");
  }

  private static @Nullable Span span(Request request) {
    return ServerHttpObservationFilter.findObservationContext(request)
        .map(it -> it.<TracingContext>get(TracingContext.class))
        .map(TracingContext::getSpan)
        .orElse(null);
  }

  @Override
  public void setRequestAttributesEnabled(boolean enabled) {
    // Would log the peer's address, which is not logged.
  }

  @Override
  public boolean getRequestAttributesEnabled() {
    return false;
  }
}
