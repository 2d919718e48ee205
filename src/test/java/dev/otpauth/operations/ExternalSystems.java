package dev.otpauth.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;

/** The systems around the service: a provider, a webhook receiver and a trace collector. */
final class ExternalSystems {

  static final String RIGHT = "123456";

  private final HttpServer server;
  private final AtomicInteger messages = new AtomicInteger();
  private final Semaphore outage = new Semaphore(0);
  private final List<ResourceSpans> collected = new CopyOnWriteArrayList<>();
  private final List<Headers> calls = new CopyOnWriteArrayList<>();
  private volatile boolean collectorFails;

  ExternalSystems() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/traces", this::collect);
    for (var group : List.of("/otp/", "/contact/", "/inbox/")) {
      server.createContext(group, this::provide);
    }
    server.createContext("/events", it -> answer(it, 200, ""));
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url(String path) {
    return "http://127.0.0.1:%s%s".formatted(port(), path);
  }

  /** The next so many calls of the provider are answered 503. */
  void providerIsDownFor(int calls) {
    outage.release(calls);
  }

  void collectorFails(boolean fails) {
    collectorFails = fails;
  }

  List<ResourceSpans> collected() {
    return collected;
  }

  /** The headers of the provider's calls, call by call. */
  List<Headers> calls() {
    return calls;
  }

  /** What the provider was told of the trace, call by call. */
  List<String> traceparents() {
    return calls.stream().map(it -> it.getFirst("traceparent")).toList();
  }

  private void collect(HttpExchange exchange) throws IOException {
    var gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (var body =
        gzip ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
      var request = ExportTraceServiceRequest.parseFrom(body);
      if (!collectorFails) {
        collected.addAll(request.getResourceSpansList());
      }
    }
    answer(exchange, collectorFails ? 500 : 200, "");
  }

  private void provide(HttpExchange exchange) throws IOException {
    calls.add(exchange.getRequestHeaders());
    var sent = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    if (outage.tryAcquire()) {
      answer(exchange, 503, "");
      return;
    }
    switch (exchange.getRequestURI().getPath()) {
      case "/otp/send" -> answer(exchange, 200, message("otp_sent"));
      case "/otp/resend" -> answer(exchange, 200, message("otp_resent"));
      case "/otp/verify" -> {
        if (sent.contains(RIGHT)) {
          answer(
              exchange, 200, success("otp_verified", "\"verified_at\":\"2026-03-02T10:30:00Z\""));
        } else {
          answer(exchange, 400, "{\"remark\":\"invalid_code\",\"status\":\"error\",\"data\":{}}");
        }
      }
      default ->
          answer(exchange, 200, success("otp_status", "\"status\":\"sent\",\"verify_attempts\":0"));
    }
  }

  private String message(String remark) {
    return success(
        remark,
        "\"reference_id\":\"otp_%s\",\"expires_in\":300".formatted(messages.incrementAndGet()));
  }

  private static String success(String remark, String data) {
    return "{\"remark\":\"%s\",\"status\":\"success\",\"data\":{%s}}".formatted(remark, data);
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      var bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
