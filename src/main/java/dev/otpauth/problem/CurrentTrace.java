package dev.otpauth.problem;

import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The trace that a call belongs to: what a caller's report of a problem is found by. */
@Component
public class CurrentTrace {

  private final @Nullable Tracer tracer;

  CurrentTrace(ObjectProvider<Tracer> tracer) {
    // Asked for once: each look at it costs a search among the beans.
    this.tracer = tracer.getIfAvailable();
  }

  /** Of the call that this thread makes; absent where it is not traced. */
  public @Nullable String id() {
    var span = tracer == null ? null : tracer.currentSpan();
    return span == null ? null : span.context().traceId();
  }
}
