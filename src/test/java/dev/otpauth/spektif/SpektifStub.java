package dev.otpauth.spektif;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.matching.UrlPathPattern;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A WireMock stub of Spektif. */
final class SpektifStub {

  static final String REFERENCE = "otp_a1b2c3d4-e5f6-7890-abcd-ef1234567890";

  /** Whoever comes with many others waits in line here, and no connection of theirs is dropped. */
  private final WireMockServer server =
      new WireMockServer(options().dynamicPort().containerThreads(30).jettyAcceptQueueSize(1_000));

  SpektifStub() {
    server.start();
  }

  String url() {
    // Its own baseUrl() writes the port in the digits of the default locale.
    return "http://localhost:" + server.port() + "/external-api";
  }

  int port() {
    return server.port();
  }

  void forget() {
    server.resetAll();
  }

  void acceptsSends() {
    answers("send", 200, RecordedBodies.file("send-200.json"));
  }

  void throttlesSends(Duration retryAfter) {
    answers(
        "send",
        429,
        RecordedBodies.file("send-429.json").replace("542", Long.toString(retryAfter.toSeconds())));
  }

  void acceptsResends() {
    answers("resend", 200, RecordedBodies.file("resend-200.json"));
  }

  void verifies() {
    answers("verify", 200, RecordedBodies.file("verify-200.json"));
  }

  void saysWrongCode() {
    answers("verify", 400, RecordedBodies.file("verify-invalid-code.json"));
  }

  void tellsStatus() {
    answers("status", 200, RecordedBodies.file("status-200.json"));
  }

  void tellsHistory() {
    answers("history", 200, RecordedBodies.file("history-200.json"));
  }

  void answers(String operation, int status, String body) {
    answers(operation, aResponse().withStatus(status).withBody(body));
  }

  void answers(String operation, ResponseDefinitionBuilder response) {
    server.stubFor(any(path(operation)).willReturn(response));
  }

  void answersEverything(ResponseDefinitionBuilder response) {
    server.stubFor(any(anyUrl()).willReturn(response));
  }

  void fails(Fault fault) {
    answersEverything(aResponse().withFault(fault));
  }

  /** The first answer once, and the second from then on. */
  void answersInTurn(
      String operation, ResponseDefinitionBuilder first, ResponseDefinitionBuilder then) {
    var path = path(operation);
    server.stubFor(
        any(path)
            .inScenario("in turn")
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(first)
            .willSetStateTo("later"));
    server.stubFor(any(path).inScenario("in turn").whenScenarioStateIs("later").willReturn(then));
  }

  List<LoggedRequest> requests() {
    return server.findAll(anyRequestedFor(anyUrl()));
  }

  private static UrlPathPattern path(String operation) {
    var template = Operation.valueOf(operation.toUpperCase(Locale.ROOT)).path();
    return urlPathMatching("/external-api" + template.replace("{id}", "[0-9]+"));
  }

  /** How often it was asked for that. */
  int asked(String operation) {
    return server.findAll(anyRequestedFor(path(operation))).size();
  }

  LoggedRequest onlyRequest() {
    var requests = requests();
    if (requests.size() != 1) {
      throw new AssertionError("expected one request, but there were " + requests.size());
    }
    return requests.getFirst();
  }
}
