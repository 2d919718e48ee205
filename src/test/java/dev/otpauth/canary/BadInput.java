package dev.otpauth.canary;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Every place of a request, filled with what does not belong there: wrong types, wrong lengths,
 * wrong syntax. A canary of its own for whoever may see it again, and one for who must not.
 */
final class BadInput {

  private static final String BOUNDARY = "zyl-boundary";
  private static final String FORM = "multipart/form-data; boundary=" + BOUNDARY;

  /** Fields by the calls that have them. */
  private static final Map<String, List<String>> CALLS =
      Map.ofEntries(
          Map.entry(
              "POST /auth/otp/request", List.of("mobile", "purpose", "client_ip", "from_number")),
          Map.entry(
              "POST /auth/otp/confirm", List.of("request_id", "otp_code", "purpose", "mobile")),
          Map.entry("POST /auth/otp/resend", List.of("request_id")),
          Map.entry(
              "POST /auth/otp/history",
              List.of("page", "per_page", "status", "destination_number", "from_number")),
          Map.entry("POST /auth/otp/erase", List.of("mobile", "provider_contact")),
          Map.entry("POST /spektif/contacts/search", List.of("page", "per_page", "search")),
          Map.entry(
              "POST /spektif/contacts",
              List.of(
                  "firstname",
                  "lastname",
                  "mobile",
                  "city",
                  "state",
                  "post_code",
                  "address",
                  "profile_image")),
          Map.entry("PATCH /spektif/contacts/7", List.of("firstname", "mobile", "address")),
          Map.entry("POST /spektif/conversations/search", List.of("page", "per_page", "status")),
          Map.entry("PUT /spektif/conversations/7/status", List.of("status")),
          Map.entry(
              "POST /spektif/messages",
              List.of(
                  "mobile",
                  "from_number",
                  "message",
                  "latitude",
                  "longitude",
                  "cta_url_id",
                  "interactive_list_id",
                  "image")),
          Map.entry(
              "POST /spektif/messages/template", List.of("mobile", "template_id", "from_number")),
          Map.entry("POST /spektif/templates/search", List.of("page", "per_page")));

  /** What a field is given. */
  private static final List<String> VALUES =
      List.of(
          "\"%s\"",
          "[\"%s\"]",
          "{\"%s\": 1}",
          "{\"a\": \"%s\"}",
          "\"%s" + "x".repeat(5_000) + "\"",
          "%s",
          "\"%s",
          "1, \"%s\": 2");

  private final Canary secret = Canary.text("secret of all authorities", "Zyl-all-secret-Wqx");
  private final Canary written = Canary.text("field", "Zyl-bad-field-Wqx");
  private final Canary header = Canary.text("header", "zyl-bad-header-wqx");
  private final Canary place = Canary.text("path or query", "Zyl-bad-place-Wqx");
  private final Canary part = Canary.text("part of a form", "Zyl-bad-part-Wqx");
  private final Canary key = Canary.text("Idempotency-Key", "Zyl-good-key-Wqx");
  private final Canary line = Canary.text("line of HTTP", "Zyl-bad-line-Wqx");
  private final Set<Integer> statuses = new TreeSet<>();
  private final List<String> surprises = new ArrayList<>();
  private final RecordingCaller backend;

  BadInput(RecordingCaller backend) {
    this.backend = backend;
  }

  String secret() {
    return secret.value();
  }

  /** Where a contact or a key is told to whoever wrote it, or a key is stored, they belong. */
  List<Canary> unwelcomeIn(String sink) {
    var unwelcome = new ArrayList<>(List.of(secret, header, place, line));
    if (!sink.equals("answers")) {
      unwelcome.addAll(List.of(written, part));
    }
    if (!sink.equals("tables") && !sink.equals("PostgreSQL's log")) {
      unwelcome.add(key);
    }
    return unwelcome;
  }

  /** All that it was answered with. */
  Set<Integer> statuses() {
    return statuses;
  }

  /** What was taken for a failure of the service. */
  List<String> surprises() {
    return surprises;
  }

  void sendAll() throws IOException {
    CALLS.forEach(this::fields);
    headers();
    places();
    forms();
    lines();
  }

  private void fields(String call, List<String> fields) {
    for (var field : fields) {
      for (var value : VALUES) {
        send(call, "{\"%s\": %s}".formatted(field, value.formatted(written.value())));
      }
    }
    send(call, written.value());
    send(call, "{\"mobile\": \"081234567801\", \"%s\": 1}".formatted(written.value()));
  }

  private void headers() {
    for (var call : List.of("POST /auth/otp/request", "POST /spektif/messages")) {
      var body = "{\"mobile\": \"081234567802\", \"message\": \"a\"}";
      for (var name :
          List.of(
              "tracestate",
              "baggage",
              "Cookie",
              "Accept",
              "Accept-Language",
              "Accept-Encoding",
              "Accept-Charset",
              "Content-Encoding",
              "Content-Language",
              "Forwarded",
              "From",
              "If-Match",
              "If-Modified-Since",
              "Origin",
              "Range",
              "Referer",
              "User-Agent",
              "X-Forwarded-For",
              "X-Forwarded-Host",
              "X-HTTP-Method-Override",
              "X-Request-Id")) {
        send(call, body, name, header.value());
        send(call, body, name, "a=" + header.value() + "; b=\"" + header.value() + "\"");
      }
      send(call, body, "traceparent", header.value());
      send(
          call,
          body,
          "traceparent",
          "00-019a0000000070008000000000000000-00f067aa0ba902b7-01",
          "tracestate",
          "zyl=" + header.value(),
          "baggage",
          "zyl=" + header.value());
      send(call, body, "Idempotency-Key", header.value() + "x".repeat(200));
      send(call, body, "Idempotency-Key", header.value() + " " + header.value());
      send(call, body, "Idempotency-Key", key.value() + call.length());
      send(call, body, "Idempotency-Key", key.value() + call.length());
      send(call, body, "Content-Type", "application/json; charset=" + header.value());
      send(call, body, "Content-Type", "text/" + header.value());
      send(call, body, "Content-Type", header.value());
    }
  }

  private void places() {
    for (var target :
        List.of(
            "/%s",
            "/auth/otp/%s",
            "/auth/otp/%s/%s",
            "/auth/otp/request?mobile=%s",
            "/spektif/contacts/%s",
            "/spektif/conversations/%s",
            "/spektif/conversations/%s/status?a=%s",
            "/spektif/%s;a=%s",
            "/actuator/%s",
            "/actuator/health/%s",
            "/.well-known/%s",
            "/auth/otp/%%00%s",
            "/auth/otp/..%%2f%s")) {
      for (var method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")) {
        send(method + " " + target.replace("%s", place.value()).replace("%%", "%"), "{}");
      }
    }
  }

  private void forms() {
    for (var call : List.of("POST /spektif/contacts", "POST /spektif/messages")) {
      for (var head :
          List.of(
              "name=\"mobile\"",
              "name=\"%s\"",
              "name=\"image\"; filename=\"%s\"",
              "name=\"image\"; filename=\"%s.png\"",
              "name=\"profile_image\"; filename=\"%s.png\"",
              "name=\"%s\"; filename=\"%s\"",
              "name=\"image\"; filename*=UTF-8''%s.png",
              "%s",
              "name=\"mobile\"\r\nContent-Type: text/%s",
              "name=\"mobile\"\r\nX-Zyl: %s")) {
        var form =
            "--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n"
                .formatted(BOUNDARY, head.replace("%s", part.value()), part.value());
        send(call, form + "--%s--\r\n".formatted(BOUNDARY), "Content-Type", FORM);
        send(call, form, "Content-Type", FORM);
      }
      send(call, part.value(), "Content-Type", FORM);
      send(call, "a", "Content-Type", "multipart/form-data; boundary=" + part.value());
      send(call, "a", "Content-Type", "multipart/form-data; zyl=" + part.value());
      send(
          call,
          "mobile=%s&%s=1&a=%%zz%s".replace("%s", part.value()),
          "Content-Type",
          "application/x-www-form-urlencoded");
    }
  }

  /** What no HTTP library would send. */
  @SuppressWarnings("StringConcatToTextBlock") // lines that end as HTTP ends them
  private void lines() throws IOException {
    var chunked =
        "Authorization: %s\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked"
            .formatted(authorization());
    for (var request :
        List.of(
            "%s /auth/otp/request HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /auth/otp/%s HTTP/%s\r\nHost: a\r\n\r\n",
            "GET /auth/otp/%s\\^ HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /auth/otp/%zz%s HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: %s_:%s\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\n%s\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nX: %s\u0001\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nCookie: %s=\"%s; ,=\r\n\r\n",
            "POST /auth/otp/request HTTP/1.1\r\nHost: a\r\nContent-Length: %s\r\n\r\n",
            "POST /auth/otp/request HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: %s\r\n\r\n",
            "POST /auth/otp/request HTTP/1.1\r\nHost: a\r\nExpect: %s\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\nHTTP2-Settings: %s\r\n\r\n",
            "POST /auth/otp/request HTTP/1.1\r\nHost: a\r\nCHUNKED\r\n\r\n%s\r\n",
            "POST /auth/otp/request HTTP/1.1\r\nHost: a\r\nCHUNKED\r\n\r\n5;%s\r\n{\"a\":\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nX: " + "%s".repeat(1_000) + "\r\n\r\n")) {
      backend.raw(request.replace("%s", line.value()).replace("CHUNKED", chunked));
    }
  }

  /** A call with every authority, such as {@code POST /auth/otp/request}. */
  private void send(String call, String body, String... headers) {
    var space = call.indexOf(' ');
    var answer =
        backend.send(
            call.substring(0, space),
            call.substring(space + 1),
            BodyPublishers.ofString(body),
            Stream.concat(
                    Stream.of("Authorization", authorization(), "Content-Type", "application/json"),
                    Stream.of(headers))
                .toArray(String[]::new));
    statuses.add(answer.statusCode());
    if (answer.statusCode() >= 500) {
      surprises.add("%s %s: %s".formatted(call, body, answer.body()));
    }
  }

  private String authorization() {
    return RecordingCaller.basic("all", secret.value());
  }
}
