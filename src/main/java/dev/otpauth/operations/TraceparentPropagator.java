package dev.otpauth.operations;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Propagates W3C Trace Context without {@code tracestate}: its content is arbitrary, and must be
 * neither stored nor sent to the provider.
 */
class TraceparentPropagator implements TextMapPropagator {

  private static final String TRACEPARENT = "traceparent";

  private final TextMapPropagator traceContext = W3CTraceContextPropagator.getInstance();

  @Override
  public Collection<String> fields() {
    return List.of(TRACEPARENT);
  }

  @Override
  public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
    traceContext.inject(context, carrier, setter);
  }

  @Override
  public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
    return traceContext.extract(context, carrier, new Traceparent<>(getter));
  }

  private record Traceparent<C>(TextMapGetter<C> headers) implements TextMapGetter<C> {

    @Override
    public Iterable<String> keys(C carrier) {
      return List.of(TRACEPARENT);
    }

    @Override
    public @Nullable String get(@Nullable C carrier, String key) {
      return key.equals(TRACEPARENT) ? headers.get(carrier, key) : null;
    }
  }
}
