package dev.otpauth.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import dev.otpauth.ScriptedCrmProvider;
import dev.otpauth.ServiceTest;
import dev.otpauth.provider.CrmResult;
import dev.otpauth.provider.Refused;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.json.JsonMapper;

/** Contacts and inbox answer as documented, and with nothing else. */
@DocumentedTest
class CrmPromisesTest {

  private static final List<CrmResult> REFUSALS =
      List.of(
          new CrmResult.Invalid(List.of("The mobile has already been taken.")),
          new CrmResult.NotFound(),
          new CrmResult.Conflict(List.of("The contact is blocked.")),
          new Refused(Refused.Cause.DESTINATION),
          new Refused(Refused.Cause.OTHER),
          new Refused(Refused.Cause.ACCOUNT),
          new Throttled(Duration.ofSeconds(9)),
          new Unreachable(Duration.ofSeconds(7)),
          Unknown.LOST);

  @Autowired MockMvcTester mvc;
  @Autowired ScriptedCrmProvider provider;
  @Autowired ServiceTest.World world;
  @Autowired JsonMapper json;

  private Contract contract;

  @BeforeEach
  void freshWorld() {
    world.reset();
    contract =
        new Contract(
            mvc.get().uri("/v3/api-docs").exchange().getResponse().getContentAsByteArray());
  }

  @Test
  void everyPromisedAnswerIsGivenAndNoOther() {
    var calls = contract.calls("/spektif/");
    assertThat(calls).hasSize(10);
    for (var call : calls) {
      succeeds(call);
      isTurnedAway(call);
      for (var refusal : REFUSALS) {
        provider.answers(refusal);
        send(call, "crm", "Accept", "application/json");
      }
      provider.fails();
      send(call, "crm", "Accept", "application/json");
      if (!call.endsWith("/search") && !call.startsWith("GET")) {
        comesWithAKey(call);
      }
    }
    var missing = new TreeSet<>(contract.promises());
    missing.removeIf(promise -> !promise.contains(" /spektif/"));
    missing.removeAll(contract.seen());
    assertThat(missing).isEmpty();
  }

  private void comesWithAKey(String call) {
    var key = call.replace(' ', '-');
    provider.answersAfter(() -> send(call, "crm", "Idempotency-Key", key), answer(call));
    send(call, "crm", "Idempotency-Key", key);
    send(call, "crm", "Idempotency-Key", key);
    send(call, "crm", "Idempotency-Key", "not one, but several words");
    mvc.delete()
        .uri("/spektif/contacts/8")
        .with(httpBasic("crm", "crm-secret"))
        .header("Idempotency-Key", "another-call")
        .exchange();
    send(call, "crm", "Idempotency-Key", "another-call");
  }

  private void succeeds(String call) {
    var method = call.substring(0, call.indexOf(' '));
    var path = call.substring(call.indexOf(' ') + 1);
    var bodies = contract.requests(method, path);
    for (var body : bodies) {
      provider.answers(answer(call));
      send(call, "crm", "Accept", "application/json", body.toString());
    }
    if (bodies.isEmpty()) {
      provider.answers(answer(call));
      send(call, "crm", "Accept", "application/json");
    }
  }

  private CrmResult answer(String call) {
    var contact = "{\"contact\":{\"id\":7}}";
    var conversation = "{\"conversation\":{\"id\":9}}";
    if (call.endsWith("/search")) {
      return new CrmResult.Listed(List.of(json.readTree("{\"id\":7}")), 1, 1, 20, 1);
    }
    return new CrmResult.Done(
        json.readTree(
            call.contains("contacts")
                ? contact
                : call.contains("conversations") ? conversation : "{\"conversation_id\":9}"));
  }

  private void isTurnedAway(String call) {
    send(call, "nobody", "Accept", "application/json");
    send(call, "login", "Accept", "application/json");
    send(call, "crm", "Accept", "text/html");
    if (!body(call).isEmpty()) {
      send(call, "crm", "Content-Type", "text/plain");
      send(call, "crm", "Accept", "application/json", " ".repeat(20_000));
    }
  }

  private String body(String call) {
    var space = call.indexOf(' ');
    var bodies = contract.requests(call.substring(0, space), call.substring(space + 1));
    return bodies.isEmpty() ? "" : bodies.iterator().next().toString();
  }

  private void send(String call, String caller, String header, String value) {
    send(call, caller, header, value, body(call));
  }

  private void send(String call, String caller, String header, String value, String body) {
    var space = call.indexOf(' ');
    var method = call.substring(0, space);
    var path = call.substring(space + 1);
    var request =
        mvc.method(HttpMethod.valueOf(method))
            .uri(path.replace("{id}", "7"))
            .with(httpBasic(caller, caller + "-secret"))
            .header(header, value)
            .content(body);
    if (!header.equals("Content-Type") && !body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    contract.holds(method, path, request.exchange());
  }
}
