package dev.otpauth.canary;

import dev.otpauth.OtpAuthApplication;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The service as it is started in production, save that its spans go to a list. */
final class ProductionService implements AutoCloseable {

  private final Spans spans = new Spans();
  private final ConfigurableApplicationContext context;

  /** Starts it, or throws what stopped the start. */
  ProductionService(Map<String, Object> settings) {
    this.context =
        new SpringApplicationBuilder(OtpAuthApplication.class)
            .initializers(it -> it.getBeanFactory().registerSingleton("spans", spans))
            .run(
                settings.entrySet().stream()
                    .map(it -> "--%s=%s".formatted(it.getKey(), it.getValue()))
                    .toArray(String[]::new));
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Every span that was exported, with its attributes and events. */
  String spans() {
    bean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
    return spans.exported.stream()
        .map(it -> it + " " + it.getAttributes() + " " + it.getEvents() + " " + it.getStatus())
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    context.close();
  }

  private static final class Spans implements SpanExporter {

    private final List<SpanData> exported = new CopyOnWriteArrayList<>();

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      exported.addAll(spans);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
