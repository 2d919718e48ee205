package dev.otpauth.operations;

import io.micrometer.observation.Observation;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelSpan;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SdkTracerProviderBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Gives the spans of HTTP, in and out, the attributes that their conventions name for spans, and
 * not the tags of the meters besides.
 */
@Configuration(proxyBeanMethods = false)
class SpanAttributes {

  static final String STATUS = "http.response.status_code";
  static final String ERROR = "error.type";

  @Bean
  @Order(MicrometerTracingAutoConfiguration.RECEIVER_TRACING_OBSERVATION_HANDLER_ORDER)
  PropagatingReceiverTracingObservationHandler<ReceiverContext<?>> receivedSpans(
      Tracer tracer, Propagator propagator) {
    return new PropagatingReceiverTracingObservationHandler<>(tracer, propagator) {
      @Override
      public void tagSpan(ReceiverContext<?> context, Span span) {
        describe(span, context);
      }
    };
  }

  @Bean
  @Order(MicrometerTracingAutoConfiguration.SENDER_TRACING_OBSERVATION_HANDLER_ORDER)
  PropagatingSenderTracingObservationHandler<SenderContext<?>> sentSpans(
      Tracer tracer, Propagator propagator) {
    return new PropagatingSenderTracingObservationHandler<>(tracer, propagator) {
      @Override
      public void tagSpan(SenderContext<?> context, Span span) {
        describe(span, context);
      }
    };
  }

  private static void describe(Span span, Observation.Context context) {
    for (var attribute : context.getHighCardinalityKeyValues()) {
      switch (attribute.getKey()) {
        // Numbers by the conventions, which Micrometer's key-values cannot be.
        case STATUS, "server.port" ->
            span.tag(attribute.getKey(), Long.parseLong(attribute.getValue()));
        case ERROR -> {
          span.tag(ERROR, attribute.getValue());
          OtelSpan.toOtel(span).setStatus(StatusCode.ERROR);
        }
        default -> span.tag(attribute.getKey(), attribute.getValue());
      }
    }
  }

  /**
   * Where spans go nowhere, none of ours is recorded: ids suffice for logs, problems and the
   * provider. What a caller decided is passed on all the same.
   */
  @Bean
  SdkTracerProviderBuilderCustomizer spansForNobody(ObjectProvider<SpanExporter> exporters) {
    return tracing -> {
      if (exporters.stream().findAny().isEmpty()) {
        tracing.setSampler(Sampler.parentBased(Sampler.alwaysOff()));
      }
    };
  }

  /** In place of the usual one, which hands a caller's tracestate on to the provider. */
  @Bean
  ContextPropagators propagators() {
    return ContextPropagators.create(new TraceparentOnly());
  }

  /** A look every second for what is due, a probe, a scrape: nobody follows their traces. */
  @Bean
  SpanExportingPredicate ofCallersAlone() {
    return span ->
        !span.getName().startsWith("task ")
            && !span.getTags().getOrDefault("http.route", "").startsWith("/actuator");
  }
}
