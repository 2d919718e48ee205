package dev.otpauth.canary;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;

/** Spektif on a bad day: it repeats in its answers whatever it was told. */
final class EchoingProvider implements AutoCloseable {

  /** Beyond the service's patience. */
  private static final int TOO_LATE = 2_500;

  private static final String SENT =
      """
      {"remark": "%s", "status": "success", "message": ["OTP sent to {{request.body}}"],
       "data": {"reference_id": "otp_{{randomValue type='UUID'}}", "expires_in": 300}}
      """;
  private static final String ERROR =
      """
      {"remark": "%s", "status": "error", "message": ["No: {{request.url}} {{request.body}}"]}
      """;
  private static final String STATE =
      """
      {"reference_id": "%s", "destination_number": "%s", "status": "sent",
       "verify_attempts": 0, "sent_at": "{{now}}", "created_at": "{{now}}"}
      """;

  private final WireMockServer server = new WireMockServer(options().dynamicPort());

  EchoingProvider() {
    server.start();
    stub(call("send"), json(200, SENT.formatted("otp_sent")));
    stub(call("resend"), json(200, SENT.formatted("otp_resent")));
    stub(call("verify"), json(400, ERROR.formatted("invalid_code")));
    stub(
        call("status"),
        json(
            200,
            page(
                "otp_status", STATE.formatted("{{request.query.reference_id}}", "6281200000000"))));
    lists("");
    stub(
        any(urlPathMatching("/external-api/(contact|inbox)/.*")),
        json(400, ERROR.formatted("validation_error")));
  }

  String url() {
    return server.baseUrl() + "/external-api";
  }

  void verifies(String code) {
    stub(
        call("verify").withRequestBody(containing(code)),
        json(
            200,
            """
            {"remark": "otp_verified", "status": "success", "message": ["{{request.body}}"],
             "data": {"verified_at": "2026-03-02T10:30:00+07:00"}}
            """));
  }

  /** A call that mentions it is answered so. */
  void answers(String operation, String mentioned, int status, String remark) {
    stub(
        call(operation).withRequestBody(containing(mentioned)),
        json(status, ERROR.formatted(remark)));
  }

  void breaks(String operation, String mentioned) {
    stub(
        call(operation).withRequestBody(containing(mentioned)),
        aResponse()
            .withStatus(500)
            .withBody("<html>{{request.url}} {{request.body}} {{request.headers}}</html>"));
  }

  void cuts(String operation, String mentioned, Fault fault) {
    stub(call(operation).withRequestBody(containing(mentioned)), aResponse().withFault(fault));
  }

  void answersLate(String operation, String mentioned) {
    stub(
        call(operation).withRequestBody(containing(mentioned)),
        json(200, SENT.formatted("otp_sent")).withFixedDelay(TOO_LATE));
  }

  /** History: one message to that number. */
  void lists(String digits) {
    var body =
        """
        {"data": [%s], "pagination": {"current_page": 1, "last_page": 1, "per_page": 100, "total": 1}}
        """
            .formatted(
                digits.isEmpty() ? "" : STATE.formatted("otp_{{randomValue type='UUID'}}", digits));
    var call = call("history");
    stub(
        digits.isEmpty() ? call : call.withQueryParam("destination_number", equalTo(digits)),
        json(200, page("otp_history", body)));
  }

  private static String page(String remark, String data) {
    return "{\"remark\": \"%s\", \"status\": \"success\", \"message\": [\"{{request.url}}\"], \"data\": %s}"
        .formatted(remark, data);
  }

  private static MappingBuilder call(String operation) {
    return any(urlPathEqualTo("/external-api/otp/" + operation));
  }

  private static ResponseDefinitionBuilder json(int status, String body) {
    return aResponse()
        .withStatus(status)
        .withBody(body.replace("{{request.body}}", "{{{base64 request.body}}}"));
  }

  private void stub(MappingBuilder call, ResponseDefinitionBuilder answer) {
    server.stubFor(call.willReturn(answer.withTransformers("response-template")));
  }

  @Override
  public void close() {
    server.stop();
  }
}
