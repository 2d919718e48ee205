package dev.otpauth.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.ServiceTest;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** Without an endpoint, no spans are exported; trace ids exist all the same. */
@ServiceTest
class NoCollectorTest {

  @Autowired ListableBeanFactory beans;
  @Autowired Tracer tracer;

  @Test
  void nothingIsThereThatWouldConnect() {
    assertThat(beans.getBeansOfType(SpanExporter.class)).isEmpty();
  }

  @Test
  void spansThatGoNowhereAreNotRecorded() {
    assertThat(tracer.nextSpan().isNoop()).isTrue();
  }

  @Test
  void tracesHaveIdsForLogsAndProblems() {
    assertThat(tracer.nextSpan().context().traceId()).matches("[0-9a-f]{32}");
  }
}
