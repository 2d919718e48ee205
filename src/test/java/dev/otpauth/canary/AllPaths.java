package dev.otpauth.canary;

import static dev.otpauth.canary.RecordingCaller.requestId;
import static dev.otpauth.canary.RecordingCaller.status;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.http.Fault;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every path through the service, each with numbers and codes of its own. */
final class AllPaths {

  private static final String PURPOSE_THAT_BREAKS_A_CONSTRAINT = "breaks-a-constraint";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Canary caller = Canary.text("caller's secret", "Zyl-caller-secret-of-login-Wqx");
  private final Canary reader = Canary.text("caller's secret", "Zyl-caller-secret-of-support-Wqx");
  private final Canary wrong = Canary.text("wrong secret", "Zyl-mistyped-caller-secret-Wqx");
  private final Canary token = Canary.text("bearer token", "ZylBearerTokenOfSomebodyWqx");
  private final Canary note = Canary.text("field of a body", "Zyl-field-that-nobody-reads-Wqx");
  private final Canary address = Canary.text("address", "203.0.113.177");
  private final Canary right = Canary.text("code", "Q7ZW9K");
  private final Canary mistyped = Canary.text("code", "K8XV4P");
  private final Canary impossible = Canary.text("code", "W9!Q7ZKJ");
  private final Canary numeric = Canary.text("code", "7319046528");
  private final Canary breaking = Canary.text("code", "R5TY2H");
  private final Canary late = Canary.text("code", "J3WQ8N");
  private final List<Canary> numbers = new ArrayList<>();
  private final List<String> surprises = new ArrayList<>();
  private final EchoingProvider provider;
  private final RecordingCaller backend;
  private final JdbcClient database;
  private int next = 11;

  AllPaths(EchoingProvider provider, RecordingCaller backend, JdbcClient database) {
    this.provider = provider;
    this.backend = backend;
    this.database = database;
  }

  List<Canary> canaries() {
    var all = new ArrayList<>(numbers);
    all.addAll(
        List.of(
            caller,
            reader,
            wrong,
            token,
            note,
            address,
            right,
            mistyped,
            impossible,
            numeric,
            breaking,
            late));
    return all;
  }

  String callersSecret() {
    return caller.value();
  }

  String readersSecret() {
    return reader.value();
  }

  /** The digits behind the country code of a number that nobody has used yet. */
  private String number() {
    var national = "812345678" + next++;
    numbers.add(Canary.number("+62" + national));
    return national;
  }

  void goEverywhere() throws IOException {
    provider.verifies(right.value());
    // The first call takes as long as it takes.
    post("request", request(number()));
    var lost = aRequestThatNoProviderEverSaw();
    aCodeIsRequestedResentAndConfirmed();
    callsThatAreRefused();
    callsThatCannotBeRead();
    credentialsThatAreWrong();
    providersFaults();
    outcomesThatAreSettledLater();
    whatTheDatabaseRefuses();
    await().atMost(PATIENCE).until(() -> stored(lost).equals("failed"));
  }

  /** Once its deadline is over, the worker says so. */
  private String aRequestThatNoProviderEverSaw() {
    var lost = number();
    provider.breaks("send", lost);
    return requestId(post("request", request(lost)));
  }

  private void aCodeIsRequestedResentAndConfirmed() {
    var mobile = number();
    var body =
        """
        {"mobile": "+62 812-%s", "purpose": "login", "client_ip": "%s"}
        """
            .formatted(mobile.substring(3), address.value());
    var requested = post("request", body, "Idempotency-Key", "key-of-a-request");
    expect("sent", requested);
    expect("sent", post("request", body, "Idempotency-Key", "key-of-a-request"));
    var id = requestId(requested);
    expect(422, post("request", request(number()), "Idempotency-Key", "key-of-a-request"));
    expect(202, post("resend", "{\"request_id\": \"%s\"}".formatted(id)));
    expect(422, confirm(id, mistyped));
    expect(400, confirm(id, impossible));
    expect(
        400,
        post(
            "confirm",
            "{\"request_id\": \"%s\", \"otp_code\": %s}".formatted(id, numeric.value())));
    expect(200, get("/auth/otp/" + id));
    var confirmation =
        """
        {"request_id": "%s", "otp_code": "%s", "mobile": "0%s"}
        """
            .formatted(id, right.value(), mobile);
    var confirmed = post("confirm", confirmation, "Idempotency-Key", "key-of-a-confirm");
    expect("verified", confirmed);
    expect(200, post("confirm", confirmation, "Idempotency-Key", "key-of-a-confirm"));
    expect(409, confirm(id, right));
  }

  private void callsThatAreRefused() {
    var throttled = number();
    post("request", request(throttled));
    post("request", request(throttled));
    expect(429, post("request", request(throttled)));
    post(
        "request", "{\"mobile\": \"0%s\", \"from_number\": \"0%s\"}".formatted(number(), number()));
    post("request", "{\"mobile\": \"+1 201-555-0123\"}");
    var other = requestId(post("request", request(number())));
    expect(
        409,
        post(
            "confirm",
            "{\"request_id\": \"%s\", \"otp_code\": \"%s\", \"mobile\": \"0%s\"}"
                .formatted(other, right.value(), number())));
    var listed = number();
    provider.lists("62" + listed);
    var history =
        backend.post(
            "/auth/otp/history", readers(), "{\"destination_number\": \"0%s\"}".formatted(listed));
    expect("sent", history);
    post("history", "{\"destination_number\": \"0%s\"}".formatted(number()));
  }

  private void callsThatCannotBeRead() throws IOException {
    for (var body :
        List.of(
            "{\"mobile\": \"0%s\", ",
            "{\"mobile\": 0%s}",
            "{\"mobile\": %s}",
            "{\"mobile\": \"0%s99999999\"}",
            "{\"mobile\": [\"0%s\"]}",
            "{\"mobile\": {\"number\": \"0%s\"}}",
            "{\"0%s\": 1, \"mobile\": 1}",
            "{\"mobile\": \"0812\", \"client_ip\": \"%s\"}",
            "+62%s",
            "mobile=0%s",
            "\"0%s\"")) {
      expect(400, post("request", body.formatted(number())));
    }
    expect(400, post("request", "{\"note\": \"%s\"}".formatted(note.value())));
    post("request", request(number()), "Content-Type", "text/plain");
    post("request", "mobile=0" + number(), "Content-Type", "application/x-www-form-urlencoded");
    post("request", request(number()), "Content-Type", "text/0" + number());
    post("request?mobile=0" + number(), request(number()));
    post("0" + number(), "{}");
    get("/auth/otp/0" + number());
    get("/auth/otp/%2B62" + number());
    get("/auth/otp/0" + number() + "/status");
    get("/auth/otp/%252B62" + number());
    get("/auth/otp/0" + number() + ";a=b");
    get("/auth/otp//0" + number());
    get("/auth/otp/019a0000-0000-7000-8000-000000000000?mobile=0" + number());
    get("/auth/otp/request?mobile=%2B62" + number() + "&otp_code=" + right.value());
    get("/actuator/0" + number());
    get("/actuator/prometheus?mobile=0" + number());
    backend.raw("GET /auth/otp/+62 %s HTTP/1.1\r\nHost: a\r\n\r\n".formatted(number()));
    backend.raw("GET /auth/otp/0%s| HTTP/1.1\r\nHost: a\r\n\r\n".formatted(number()));
    backend.raw("GET / HTTP/1.1\r\nHost: a\r\n0%s: \u0001\r\n\r\n".formatted(number()));
    backend.raw("0%s\r\n\r\n".formatted(number()));
  }

  private void credentialsThatAreWrong() {
    var body = request(number());
    for (var authorization :
        List.of(
            RecordingCaller.basic("login", wrong.value()),
            RecordingCaller.basic("0" + number(), wrong.value()),
            RecordingCaller.basic("login", wrong.value()) + "=!",
            "Basic " + wrong.value(),
            "Bearer " + token.value(),
            token.value())) {
      expect(401, backend.post("/auth/otp/request", authorization, body));
    }
    expect(404, backend.get("/auth/otp/0" + number(), readers()));
    expect(403, backend.post("/auth/otp/request", readers(), body));
  }

  private void providersFaults() {
    for (var remark :
        List.of("odd_%s", "destination %s", "rate_limit_exceeded", "sender %s", "%s")) {
      var mobile = number();
      provider.answers("send", mobile, 400, remark.formatted(mobile));
      post("request", request(mobile));
    }
    var throttled = number();
    provider.answers("send", throttled, 429, "rate_limit_exceeded");
    expect(429, post("request", request(throttled)));
    var refused = number();
    provider.answers("send", refused, 403, "Unauthorized");
    expect(503, post("request", request(refused)));
    for (var fault : Fault.values()) {
      var mobile = number();
      provider.cuts("send", mobile, fault);
      post("request", request(mobile));
    }
    var slow = number();
    provider.answersLate("send", slow);
    expect("pending", post("request", request(slow)));
  }

  private void outcomesThatAreSettledLater() {
    var found = number();
    provider.breaks("send", found);
    var pending = post("request", request(found), "Idempotency-Key", "key-of-a-lost-request");
    expect("pending", pending);
    provider.lists("62" + found);
    await().atMost(PATIENCE).until(() -> stored(requestId(pending)).equals("sent"));
    post("request", request(found), "Idempotency-Key", "key-of-a-lost-request");

    var unknown = requestId(pending);
    provider.breaks("verify", breaking.value());
    provider.answersLate("verify", late.value());
    confirm(unknown, breaking);
    confirm(unknown, late);
  }

  private String stored(String id) {
    return database
        .sql("select status from verification where id = :id::uuid")
        .param("id", id)
        .query(String.class)
        .single();
  }

  private void whatTheDatabaseRefuses() {
    database
        .sql(
            "alter table verification add constraint canary_check check (purpose <> '%s')"
                .formatted(PURPOSE_THAT_BREAKS_A_CONSTRAINT))
        .update();
    var refused =
        post(
            "request",
            "{\"mobile\": \"0%s\", \"purpose\": \"%s\"}"
                .formatted(number(), PURPOSE_THAT_BREAKS_A_CONSTRAINT));
    expect(500, refused);
    database.sql("alter table cooldown rename to cooldown_gone").update();
    expect(500, post("request", request(number())));
    database.sql("alter table cooldown_gone rename to cooldown").update();
    database
        .sql(
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where backend_type = 'client backend' and pid <> pg_backend_pid()
            """)
        .query((row, _) -> row.getBoolean(1))
        .list();
    post("request", request(number()));
  }

  private void expect(String status, HttpResponse<String> answer) {
    if (!status(answer).equals(status)) {
      surprises.add("%s expected: %s %s".formatted(status, answer, answer.body()));
    }
  }

  private void expect(int status, HttpResponse<String> answer) {
    if (answer.statusCode() != status) {
      surprises.add("%d expected: %s %s".formatted(status, answer, answer.body()));
    }
  }

  /** What ended otherwise than it should have; a path that is not taken proves nothing. */
  List<String> surprises() {
    return surprises;
  }

  private static String request(String mobile) {
    return "{\"mobile\": \"0%s\"}".formatted(mobile);
  }

  private HttpResponse<String> confirm(String id, Canary code) {
    return post(
        "confirm", "{\"request_id\": \"%s\", \"otp_code\": \"%s\"}".formatted(id, code.value()));
  }

  private HttpResponse<String> post(String call, String body, String... headers) {
    return backend.post("/auth/otp/" + call, callers(), body, headers);
  }

  private HttpResponse<String> get(String target) {
    return backend.get(target, callers());
  }

  private String callers() {
    return RecordingCaller.basic("login", caller.value());
  }

  String readers() {
    return RecordingCaller.basic("support", reader.value());
  }
}
