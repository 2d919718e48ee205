package dev.otpauth.operations;

import dev.otpauth.verification.CurrentTrace;
import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** As Micrometer knows it. */
@Component
class TraceOfCall implements CurrentTrace {

  private final @Nullable Tracer tracer;

  TraceOfCall(ObjectProvider<Tracer> tracer) {
    // Asked for once: each look at it costs a search among the beans.
    this.tracer = tracer.getIfAvailable();
  }

  @Override
  public @Nullable String id() {
    var span = tracer == null ? null : tracer.currentSpan();
    return span == null ? null : span.context().traceId();
  }
}
