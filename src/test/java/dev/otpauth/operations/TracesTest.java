package dev.otpauth.operations;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.system.CapturedOutput;

/** One trace leads from the caller to the provider, as a collector receives it. */
class TracesTest extends ObservedService {

  private static final String CALLERS_SPAN = "00f067aa0ba902b7";

  /** Headers that may accompany a caller's traceparent. */
  private static final String[] BESIDE = {
    "tracestate", "vendor=of-a-caller", "baggage", "user=of-a-caller"
  };

  private final String trace = UUID.randomUUID().toString().replace("-", "");
  private final String[] sampled = {"traceparent", "00-%s-%s-01".formatted(trace, CALLERS_SPAN)};

  @AfterEach
  void theCollectorWorks() {
    outside.collectorFails(false);
  }

  @Test
  void aRequestIsOneTraceFromTheCallerToTheProvider() {
    requested("+6281234567801", sampled);

    var spans = spans(2);
    var server = only(spans, SpanKind.SPAN_KIND_SERVER);
    var client = only(spans, SpanKind.SPAN_KIND_CLIENT);
    assertThat(hex(server.getParentSpanId().toByteArray())).isEqualTo(CALLERS_SPAN);
    assertThat(client.getParentSpanId()).isEqualTo(server.getSpanId());
    assertThat(outside.traceparents())
        .contains("00-%s-%s-01".formatted(trace, hex(client.getSpanId().toByteArray())));
  }

  @Test
  void spansHaveTheAttributesOfOpenTelemetry() {
    requested("+6281234567802", sampled);

    var spans = spans(2);
    var server = only(spans, SpanKind.SPAN_KIND_SERVER);
    assertThat(server.getName()).isEqualTo("POST /auth/otp/request");
    assertThat(attributes(server.getAttributesList()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "http.request.method", "POST",
                "http.route", "/auth/otp/request",
                "url.path", "/auth/otp/request",
                "url.scheme", "http",
                "http.response.status_code", 202L));
    var client = only(spans, SpanKind.SPAN_KIND_CLIENT);
    assertThat(client.getName()).isEqualTo("POST /otp/send");
    assertThat(attributes(client.getAttributesList()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "http.request.method",
                "POST",
                "url.template",
                "/otp/send",
                "url.full",
                outside.url("/otp/send"),
                "server.address",
                "127.0.0.1",
                "server.port",
                (long) outside.port(),
                "http.response.status_code",
                200L));
  }

  @Test
  void theResourceSaysWhoTheServiceIs() {
    requested("+6281234567803", sampled);

    assertThat(spans(2)).isNotEmpty();
    var resource = outside.collected().getLast().getResource();
    assertThat(attributes(resource.getAttributesList()))
        .containsEntry("service.name", "otp-auth")
        .containsEntry("deployment.environment.name", "production")
        .hasEntrySatisfying("service.version", it -> assertThat((String) it).startsWith("0."));
  }

  @Test
  void eachTryOfAQueryIsASpanAndTheOneThatFailedSaysSo() {
    var id = requested("+6281234567804");
    outside.providerIsDownFor(1);
    get("/auth/otp/" + id, "login", sampled);

    var tries = of(spans(3), SpanKind.SPAN_KIND_CLIENT);
    assertThat(tries).extracting(Span::getName).containsOnly("GET /otp/status").hasSize(2);
    var failed = tries.stream().filter(it -> attributes(it).containsKey("error.type")).toList();
    assertThat(failed).hasSize(1);
    assertThat(attributes(failed.getFirst())).containsEntry("error.type", "503");
    assertThat(failed.getFirst().getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
    var server = only(spans(3), SpanKind.SPAN_KIND_SERVER);
    assertThat(server.getName()).isEqualTo("GET /auth/otp/{request_id}");
    assertThat(tries).extracting(Span::getParentSpanId).containsOnly(server.getSpanId());
  }

  @Test
  void aResendAndAConfirmReachTheProviderInTheirTraces() {
    var id = requested("+6281234567805");
    resend(id, sampled);
    confirm(id, ExternalSystems.RIGHT, sampled);

    assertThat(of(spans(4), SpanKind.SPAN_KIND_CLIENT))
        .extracting(Span::getName)
        .containsExactlyInAnyOrder("POST /otp/resend", "POST /otp/verify");
  }

  @Test
  void aCallersTracestateAndBaggageGoNoFurther() {
    var headers = Stream.of(sampled, BESIDE).flatMap(Stream::of).toArray(String[]::new);
    var before = outside.calls().size();
    var id = requested("+6281234567811", headers);
    resend(id, headers);
    get("/auth/otp/" + id, "login", headers);
    confirm(id, ExternalSystems.RIGHT, headers);
    post("/spektif/contacts/search", "crm", "{}", headers);
    post("/spektif/messages", "crm", "{\"mobile\":\"+6281234567811\",\"message\":\"a\"}", headers);

    assertThat(outside.calls().subList(before, outside.calls().size()))
        .hasSize(6)
        .allSatisfy(
            it ->
                assertThat(it)
                    .containsKey("Traceparent")
                    .doesNotContainKeys("Tracestate", "Baggage"));
    assertThat(spans(12)).extracting(Span::getTraceState).containsOnly("");
  }

  @Test
  void nothingPrivateIsExported() {
    var id = requested("+6281234567806", sampled);
    confirm(id, ExternalSystems.RIGHT, sampled);
    get("/auth/otp/081234567806?mobile=081234567806", "login", sampled);

    assertThat(spans(5).toString())
        .doesNotContain("1234567806", ExternalSystems.RIGHT, "login-secret");
  }

  @Test
  void whatTheCallerDoesNotSampleIsNotExported() {
    var unsampled = "00-%s-%s-00".formatted(trace, CALLERS_SPAN);
    requested("+6281234567807", "traceparent", unsampled);
    assertThat(outside.traceparents().getLast()).startsWith("00-" + trace).endsWith("-00");

    var last = UUID.randomUUID().toString().replace("-", "");
    requested("+6281234567808", "traceparent", "00-%s-%s-01".formatted(last, CALLERS_SPAN));
    until(() -> all(last).size() == 2);
    assertThat(all(trace)).isEmpty();
  }

  @Test
  void pollsProbesAndScrapesAreNotExported() {
    get("/actuator/prometheus", "support");
    get("/actuator/health/liveness", "support");
    requested("+6281234567809", sampled);

    assertThat(spans(2)).isNotEmpty();
    assertThat(outside.collected().stream().flatMap(TracesTest::spansOf).map(Span::getName))
        .noneMatch(it -> it.startsWith("task ") || it.contains("actuator"));
  }

  @Test
  void aCollectorThatFailsCostsCallersNothingAndFewLines(CapturedOutput output) {
    outside.collectorFails(true);
    var answers =
        IntStream.range(0, 100)
            .mapToObj(_ -> confirm("019a0000-0000-7000-8000-000000000000", "000000").statusCode());
    assertThat(answers).containsOnly(404);
    until(() -> output.getOut().contains("Failed to export"));

    assertThat(output.getOut().split("Failed to export", -1).length - 1).isLessThanOrEqualTo(10);
    outside.collectorFails(false);
    requested("+6281234567810", sampled);
    assertThat(spans(2)).hasSize(2);
  }

  /** Waits for that many spans of this test's trace, and returns them. */
  private List<Span> spans(int expected) {
    until(() -> all(trace).size() >= expected);
    var spans = all(trace);
    assertThat(spans).hasSize(expected);
    return spans;
  }

  private static List<Span> all(String trace) {
    return outside.collected().stream()
        .flatMap(TracesTest::spansOf)
        .filter(it -> hex(it.getTraceId().toByteArray()).equals(trace))
        .toList();
  }

  private static Stream<Span> spansOf(ResourceSpans resource) {
    return resource.getScopeSpansList().stream().flatMap(it -> it.getSpansList().stream());
  }

  private static Span only(List<Span> spans, SpanKind kind) {
    var found = of(spans, kind);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static List<Span> of(List<Span> spans, SpanKind kind) {
    return spans.stream().filter(it -> it.getKind() == kind).toList();
  }

  private static Map<String, Object> attributes(Span span) {
    return attributes(span.getAttributesList());
  }

  private static Map<String, Object> attributes(List<KeyValue> attributes) {
    return attributes.stream().collect(toMap(KeyValue::getKey, it -> value(it.getValue())));
  }

  private static Object value(AnyValue value) {
    return value.hasIntValue() ? (Object) value.getIntValue() : value.getStringValue();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
