package dev.otpauth.openapi;

import static dev.otpauth.ScriptedProvider.WRONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import dev.otpauth.ScriptedProvider;
import dev.otpauth.ScriptedProvider.Call;
import dev.otpauth.ServiceTest;
import dev.otpauth.provider.OtpStatus;
import dev.otpauth.provider.Refused;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unreachable;
import dev.otpauth.provider.VerifyResult;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The service answers the document's examples as documented. */
@DocumentedTest
class AnswersTest {

  private static final String REQUEST = "/auth/otp/request";
  private static final String CONFIRM = "/auth/otp/confirm";
  private static final String RESEND = "/auth/otp/resend";
  private static final String STATUS = "/auth/otp/{request_id}";
  private static final String INTROSPECT = "/auth/otp/introspect";
  private static final String HISTORY = "/auth/otp/history";
  private static final String ERASE = "/auth/otp/erase";

  private static final String NO_DATABASE = "PostgreSQL would have to stop";
  private static final String NO_BUG = "nothing that it asks can be made to fail";

  /** Documented responses that are not provoked here, with the reason. */
  private static final Map<String, String> NOT_PROVOKED =
      Map.of(
          "GET /auth/otp/{request_id} 503 provider_unavailable", NO_DATABASE,
          "DELETE /auth/otp/{request_id} 503 provider_unavailable", NO_DATABASE,
          "DELETE /auth/otp/{request_id} 500 internal_error", NO_BUG,
          "POST /auth/otp/introspect 503 provider_unavailable", NO_DATABASE,
          "POST /auth/otp/introspect 500 internal_error", NO_BUG,
          "POST /auth/otp/erase 503 provider_unavailable", NO_DATABASE,
          "POST /auth/otp/erase 500 internal_error", NO_BUG);

  @Autowired MockMvcTester mvc;
  @Autowired ScriptedProvider provider;
  @Autowired ServiceTest.World world;

  private Contract contract;

  @BeforeEach
  void freshWorld() {
    world.reset();
    contract =
        new Contract(
            mvc.get().uri("/v3/api-docs").exchange().getResponse().getContentAsByteArray());
  }

  @Test
  void everyExampleKeepsTheRulesItStandsBeside() {
    contract.examplesKeepTheirOwnRules();
  }

  @Test
  void everyPromisedAnswerIsGivenAndNoOther() {
    whoeverCalls();
    request();
    confirm();
    resend();
    status();
    cancel();
    tokens();
    history();
    erase();
    var missing = new TreeSet<>(contract.promises());
    missing.removeIf(promise -> promise.contains(" /spektif/"));
    missing.removeAll(contract.seen());
    assertThat(missing).containsExactlyInAnyOrderElementsOf(NOT_PROVOKED.keySet());
  }

  private void whoeverCalls() {
    for (var path : new String[] {REQUEST, CONFIRM, RESEND, INTROSPECT, HISTORY, ERASE}) {
      var entitled = Map.of(HISTORY, "support", ERASE, "privacy").getOrDefault(path, "login");
      var body = example(path);
      expect(401, "unauthorized", post(null, path, null, body));
      expect(403, "forbidden", post(path.equals(ERASE) ? "login" : "privacy", path, null, body));
      expect(400, "invalid_request", post(entitled, path, null, "[]"));
      expect(413, "payload_too_large", post(entitled, path, null, " ".repeat(20_000)));
      expect(415, "unsupported_media_type", by(entitled, path, "Content-Type", "text/plain"));
      expect(406, "not_acceptable", by(entitled, path, "Accept", "text/html"));
    }
    for (var method : new HttpMethod[] {HttpMethod.GET, HttpMethod.DELETE}) {
      expect(401, "unauthorized", one(method, null, UUID.randomUUID().toString()));
      expect(403, "forbidden", one(method, "privacy", UUID.randomUUID().toString()));
      var unread = mvc.method(method).uri(STATUS, UUID.randomUUID()).header("Accept", "text/html");
      var refused = unread.with(httpBasic("login", "login-secret")).exchange();
      expect(
          406, "not_acceptable", new Answer(406, contract.holds(method.name(), STATUS, refused)));
    }
  }

  private void request() {
    for (var body : contract.requests(REQUEST)) {
      expect(202, "sent", post("login", REQUEST, null, body));
    }
    var body = (ObjectNode) example(REQUEST);
    provider.losesCall(Call.SEND);
    expect(202, "pending", post("login", REQUEST, null, body));
    expect(
        403,
        "destination_blocked",
        post("login", REQUEST, null, body.deepCopy().put("mobile", "+65 8123 4567")));
    provider.meanwhile(Call.SEND, this::erased);
    expect(404, "request_not_found", post("login", REQUEST, null, body));
    provider.meanwhile(
        Call.SEND, () -> expect(409, "in_progress", post("login", REQUEST, "k1", body)));
    expect(202, "sent", post("login", REQUEST, "k1", body));
    expect(
        422,
        "idempotency_key_reused",
        post("login", REQUEST, "k1", body.deepCopy().put("purpose", "signup")));
    provider.answers(Call.SEND, new Refused(Refused.Cause.DESTINATION));
    expect(422, "destination_rejected", post("login", REQUEST, null, body));
    aBugOfOurs(Call.SEND, () -> post("login", REQUEST, null, body));
    theProviderFails(Call.SEND, () -> post("login", REQUEST, null, body));
  }

  private void confirm() {
    for (var body : contract.requests(CONFIRM)) {
      var confirmed = (ObjectNode) body;
      var id = requested();
      expect(200, "verified", post("login", CONFIRM, null, confirmed.put("request_id", id)));
      expect(409, "already_verified", post("login", CONFIRM, null, confirmed));
    }
    var body = (ObjectNode) example(CONFIRM);
    expect(404, "request_not_found", post("login", CONFIRM, null, body));
    body.put("request_id", requested());
    expect(
        409,
        "binding_mismatch",
        post("login", CONFIRM, null, body.deepCopy().put("purpose", "payment")));
    provider.meanwhile(
        Call.VERIFY, () -> expect(409, "in_progress", post("login", CONFIRM, null, body)));
    var wrong = body.deepCopy().put("otp_code", WRONG);
    expect(422, "invalid_code", post("login", CONFIRM, "k2", wrong));
    expect(422, "idempotency_key_reused", post("login", CONFIRM, "k2", body));
    theProviderFails(Call.VERIFY, () -> post("login", CONFIRM, null, body));
    body.put("request_id", requested());
    aBugOfOurs(Call.VERIFY, () -> post("login", CONFIRM, null, body));
    body.put("request_id", requested());
    provider.losesCall(Call.VERIFY);
    provider.losesCall(Call.STATUS);
    expect(504, "outcome_unknown", post("login", CONFIRM, null, body));
    body.put("request_id", requested());
    provider.answers(Call.VERIFY, new VerifyResult.Mismatched(OptionalInt.of(0)));
    expect(410, "attempts_exhausted", post("login", CONFIRM, null, body));
    body.put("request_id", requested());
    provider.answers(Call.VERIFY, new VerifyResult.Expired());
    expect(410, "expired", post("login", CONFIRM, null, body));
    body.put("request_id", undelivered());
    expect(410, "not_delivered", post("login", CONFIRM, null, body));
  }

  private String undelivered() {
    var id = requested();
    provider.messages().getLast().becomes(OtpStatus.FAILED);
    expect(200, "failed", get("login", id));
    return id;
  }

  private void resend() {
    var body = (ObjectNode) example(RESEND);
    expect(
        410,
        "not_delivered",
        post("login", RESEND, null, body.deepCopy().put("request_id", undelivered())));
    expect(404, "request_not_found", post("login", RESEND, null, body));
    body.put("request_id", requested());
    provider.meanwhile(
        Call.RESEND, () -> expect(409, "in_progress", post("login", RESEND, null, body)));
    expect(202, "sent", post("login", RESEND, "k3", body));
    expect(
        422,
        "idempotency_key_reused",
        post("login", RESEND, "k3", body.deepCopy().put("request_id", requested())));
    provider.answers(Call.RESEND, new Refused(Refused.Cause.DESTINATION));
    expect(422, "destination_rejected", post("login", RESEND, null, body));
    body.put("request_id", requested());
    theProviderFails(Call.RESEND, () -> post("login", RESEND, null, body));
    body.put("request_id", requested());
    aBugOfOurs(Call.RESEND, () -> post("login", RESEND, null, body));
    body.put("request_id", requested());
    provider.losesCall(Call.RESEND);
    expect(504, "outcome_unknown", post("login", RESEND, null, body));
    body.put("request_id", requested());
    provider.answers(Call.RESEND, new Refused(Refused.Cause.REFERENCE));
    expect(410, "expired", post("login", RESEND, null, body));
    var code = (ObjectNode) example(CONFIRM);
    body.put("request_id", requested());
    code.set("request_id", body.get("request_id"));
    provider.answers(Call.VERIFY, new VerifyResult.Exhausted());
    expect(410, "attempts_exhausted", post("login", CONFIRM, null, code));
    expect(410, "attempts_exhausted", post("login", RESEND, null, body));
    code.put("request_id", requested());
    expect(200, "verified", post("login", CONFIRM, null, code));
    body.set("request_id", code.get("request_id"));
    expect(409, "already_verified", post("login", RESEND, null, body));
  }

  private void status() {
    var id = requested();
    expect(200, "sent", get("login", id));
    expect(200, "sent", get("support", id));
    expect(404, "request_not_found", get("signup", id));
    var buggy = requested();
    aBugOfOurs(Call.STATUS, () -> get("login", buggy));
  }

  private void cancel() {
    var id = requested();
    expect(404, "request_not_found", delete("signup", id));
    expect(200, "failed", delete("login", id));
    expect(200, "failed", delete("login", id));
    var code = ((ObjectNode) example(CONFIRM)).put("request_id", id);
    expect(410, "cancelled", post("login", CONFIRM, null, code));
    var again = ((ObjectNode) example(RESEND)).put("request_id", id);
    expect(410, "cancelled", post("login", RESEND, null, again));
    var verified = requested();
    expect(200, "verified", post("login", CONFIRM, null, code.put("request_id", verified)));
    expect(409, "already_verified", delete("login", verified));
  }

  private void tokens() {
    var keys = mvc.get().uri("/.well-known/jwks.json").exchange();
    assertThat(contract.holds("GET", "/.well-known/jwks.json", keys).get("keys")).hasSize(2);
    var code = ((ObjectNode) example(CONFIRM)).put("request_id", requested());
    var token = post("login", CONFIRM, null, code).body().get("verification_token");
    for (var body : contract.requests(INTROSPECT)) {
      ((ObjectNode) body).set("token", token);
      assertThat(answered(post("login", INTROSPECT, null, body), 200).get("active").asBoolean())
          .isTrue();
    }
    var form =
        mvc.post()
            .uri(INTROSPECT)
            .with(httpBasic("login", "login-secret"))
            .contentType(MediaType.APPLICATION_FORM_URLENCODED)
            .content("token=" + token.asString())
            .exchange();
    assertThat(contract.holds("POST", INTROSPECT, form).get("active").asBoolean()).isFalse();
  }

  private void history() {
    for (var body : contract.requests(HISTORY)) {
      answered(post("support", HISTORY, null, body), 200);
    }
    aBugOfOurs(Call.HISTORY, () -> post("support", HISTORY, null, example(HISTORY)));
    theProviderFails(Call.HISTORY, () -> post("support", HISTORY, null, example(HISTORY)));
  }

  private void erase() {
    var _ = requested();
    var body = answered(post("privacy", ERASE, null, example(ERASE)), 200);
    assertThat(body.get("erased").asInt()).isOne();
  }

  private void theProviderFails(Call call, Supplier<Answer> ask) {
    provider.answers(call, new Unreachable(Duration.ofSeconds(7)));
    expect(503, "provider_unavailable", ask.get());
    provider.answers(call, new Refused(Refused.Cause.ACCOUNT));
    expect(503, "provider_unavailable", ask.get());
    provider.answers(call, new Refused(Refused.Cause.OTHER));
    expect(502, "provider_error", ask.get());
    provider.answers(call, new Throttled(Duration.ofMillis(541_200)));
    expect(429, "rate_limit_exceeded", ask.get());
    world.reset();
  }

  private void aBugOfOurs(Call call, Supplier<Answer> ask) {
    provider.meanwhile(call, AnswersTest::bug);
    expect(500, "internal_error", ask.get());
  }

  private static void bug() {
    throw new IllegalStateException("a bug");
  }

  private void erased() {
    post("privacy", ERASE, null, example(ERASE));
  }

  private String requested() {
    return expect(202, "sent", post("login", REQUEST, null, example(REQUEST)))
        .get("request_id")
        .asString();
  }

  private JsonNode example(String path) {
    return contract.requests(path).iterator().next();
  }

  private Answer post(@Nullable String caller, String path, @Nullable String key, Object body) {
    var request =
        mvc.post()
            .uri(path)
            .contentType(MediaType.APPLICATION_JSON)
            .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
            .content(body.toString());
    if (caller != null) {
      request.with(httpBasic(caller, caller + "-secret"));
    }
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    var answer = request.exchange();
    return new Answer(answer.getResponse().getStatus(), contract.holds("POST", path, answer));
  }

  private Answer by(String caller, String path, String header, String value) {
    var answer =
        mvc.post()
            .uri(path)
            .header(header, value)
            .with(httpBasic(caller, caller + "-secret"))
            .content(example(path).toString())
            .exchange();
    return new Answer(answer.getResponse().getStatus(), contract.holds("POST", path, answer));
  }

  private Answer get(@Nullable String caller, String id) {
    return one(HttpMethod.GET, caller, id);
  }

  private Answer delete(@Nullable String caller, String id) {
    return one(HttpMethod.DELETE, caller, id);
  }

  private Answer one(HttpMethod method, @Nullable String caller, String id) {
    var request = mvc.method(method).uri("/auth/otp/" + id);
    if (caller != null) {
      request.with(httpBasic(caller, caller + "-secret"));
    }
    var answer = request.exchange();
    return new Answer(
        answer.getResponse().getStatus(), contract.holds(method.name(), STATUS, answer));
  }

  private static JsonNode expect(int status, String word, Answer answer) {
    var body = answered(answer, status);
    assertThat(body.path(status < 400 ? "status" : "code").asString()).isEqualTo(word);
    return body;
  }

  private static JsonNode answered(Answer answer, int status) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
    return answer.body();
  }

  private record Answer(int status, JsonNode body) {}
}
