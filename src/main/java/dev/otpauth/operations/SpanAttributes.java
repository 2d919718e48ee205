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
 * Gives HTTP spans the attributes of OpenTelemetry's conventions only, without the tags of the
 * meters.
 */
@Configuration(proxyBeanMethods = false)
class SpanAttributes {

  static final String STATUS = "http.response.status_code";
  static final String ERROR = "error.type";

  @Bean
  @Order(MicrometerTracingAutoConfiguration.RECEIVER_TRACING_OBSERVATION_HANDLER_ORDER)
  PropagatingReceiverTracingObservationHandler<ReceiverContext<?>> receiverSpans(
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
  PropagatingSenderTracingObservationHandler<SenderContext<?>> senderSpans(
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
        // Numbers in the conventions; Micrometer's key values are strings.
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
   * Without an exporter, records no spans of our own; trace ids are still created and propagated,
   * and a caller's sampling decision is passed on.
   */
  @Bean
  SdkTracerProviderBuilderCustomizer noSpansWithoutExporter(
      ObjectProvider<SpanExporter> exporters) {
    return tracing -> {
      if (exporters.stream().findAny().isEmpty()) {
        tracing.setSampler(Sampler.parentBased(Sampler.alwaysOff()));
      }
    };
  }

  /** Replaces the default, which would send a caller's tracestate to the provider. */
  @Bean
  ContextPropagators propagators() {
    return ContextPropagators.create(new TraceparentPropagator());
  }

  /** Drops spans of scheduled tasks, probes and scrapes. */
  @Bean
  SpanExportingPredicate apiSpansOnly() {
    return span ->
        !span.getName().startsWith("task ")
            && !span.getTags().getOrDefault("http.route", "").startsWith("/actuator");
  }
}
