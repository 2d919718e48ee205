package dev.otpauth.problem;

import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Provides the id of the current trace, for problems and logs. */
@Component
public class CurrentTrace {

  private final @Nullable Tracer tracer;

  CurrentTrace(ObjectProvider<Tracer> tracer) {
    // Resolved once, because each look-up searches the bean factory.
    this.tracer = tracer.getIfAvailable();
  }

  /** The trace id of the current thread; null if it is not traced. */
  public @Nullable String id() {
    var span = tracer == null ? null : tracer.currentSpan();
    return span == null ? null : span.context().traceId();
  }
}
