package dev.otpauth.spektif;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.provider.Reference;
import dev.otpauth.provider.Refused;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("wire")
class SendTest extends SpektifTest {

  private SendResult send() {
    var result = provider.send(DESTINATION, SENDER);
    assertThat(spektif.requests()).hasSize(1);
    return result;
  }

  @Test
  void acceptedSendNamesItsReference() {
    spektif.acceptsSends();

    assertThat(send()).isEqualTo(new SendResult.Accepted(REFERENCE, Duration.ofMinutes(5)));
  }

  @Test
  void acceptedResendNamesItsNewReference() {
    spektif.acceptsResends();

    assertThat(provider.resend(REFERENCE, DESTINATION))
        .isEqualTo(
            new SendResult.Accepted(
                new Reference("otp_new-uuid-generated-here"), Duration.ofMinutes(5)));
    assertThat(spektif.requests()).hasSize(1);
  }

  @Test
  void throttledSendTellsHowLongToWaitAndIsNotRepeated() {
    spektif.throttlesSends(ofSeconds(542));

    assertThat(send()).isEqualTo(new Throttled(ofSeconds(542)));
  }

  @ParameterizedTest
  @CsvSource({
    "300, 300",
    "\"120\", 120",
    "59.2, 60",
    "0, 300",
    "-5, 300",
    "0.5, 300",
    "null, 300",
    "\"soon\", 300",
    "[1], 300",
    "1e99, 86400",
    "\"1e999999999\", 300",
    "99999999999999999999999, 86400"
  })
  void validityIsReadInAnyForm(String written, long seconds) {
    spektif.answers(
        "send", 200, RecordedBodies.file("send-200.json").replace("\": 300", "\": " + written));

    assertThat(send()).isEqualTo(new SendResult.Accepted(REFERENCE, ofSeconds(seconds)));
  }

  @Test
  void validityThatIsMissingIsFiveMinutes() {
    spektif.answers(
        "send", 200, RecordedBodies.file("send-200.json").replace("expires_in", "expires_on"));

    assertThat(send()).isEqualTo(new SendResult.Accepted(REFERENCE, Duration.ofMinutes(5)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "\"\"", "\"with space\"", "{}", "[\"otp_x\"]", "\"\\ud800\"", "true"})
  void successWithoutUsableReferenceIsUnknown(String reference) {
    spektif.answers(
        "send",
        200,
        RecordedBodies.file("send-200.json")
            .replace("\"" + SpektifStub.REFERENCE + "\"", reference));

    assertThat(send()).isEqualTo(Unknown.ANSWERED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"OTP_SENT\"", "\" otp_sent \"", "\"Otp_Sent\\n\""})
  void remarkIsComparedTrimmedAndInAnyCase(String remark) {
    spektif.answers(
        "send", 200, RecordedBodies.file("send-200.json").replace("\"otp_sent\"", remark));

    assertThat(send()).isInstanceOf(SendResult.Accepted.class);
  }

  @ParameterizedTest
  @CsvSource({"\"otp_resent\", true", "\"ok\", true", "null, false", "7, false"})
  void successOfSomethingElseIsUnknown(String remark, boolean answered) {
    spektif.answers(
        "send", 200, RecordedBodies.file("send-200.json").replace("\"otp_sent\"", remark));

    assertThat(send()).isEqualTo(new Unknown(answered));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"OTP sent\"", "{\"success\": [\"OTP sent\"]}", "null", "[[[]]]", "12"})
  void messageMayHaveAnyShape(String message) {
    spektif.answers(
        "send",
        200,
        RecordedBodies.file("send-200.json").replace("[\"OTP sent successfully\"]", message));

    assertThat(send()).isInstanceOf(SendResult.Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 401, 404, 429, 500, 503})
  void successThatTheHttpStatusDeniesIsUnknown(int status) {
    spektif.answers("send", status, RecordedBodies.file("send-200.json"));

    assertThat(send()).isEqualTo(new Unknown(status < 500));
  }

  @ParameterizedTest
  @CsvSource({
    "200, subscription_required, ACCOUNT",
    "200, not_available, ACCOUNT",
    "200, user_error, ACCOUNT",
    "403, restricted, ACCOUNT",
    "402, whatever, ACCOUNT",
    "200, unauthorized, ACCOUNT",
    "401, client_secret_required, ACCOUNT",
    "404, not_found, ACCOUNT",
    "200, not_found, OTHER",
    "200, validation_error, OTHER",
    "422, Validation_Error, OTHER"
  })
  void errorThatIsKnownToComeBeforeAnythingIsDoneIsRefused(
      int status, String remark, Refused.Cause cause) {
    spektif.answers("send", status, RecordedBodies.error(remark));

    assertThat(send()).isEqualTo(new Refused(cause));
  }

  @ParameterizedTest
  @CsvSource({
    "200, exception",
    "400, Exception",
    "500, exception",
    "503, EXCEPTION",
    "200, something_new",
    "422, template_not_approved",
    "200, insufficient_balance",
    "400, invalid_mobile_number",
    "404, otp_not_configured",
    "200, client_error",
    "200, recipient_restricted",
    "200, template_not_found",
    "200, invalid_code",
    "409, expired"
  })
  void everyOtherErrorLeavesOpenWhetherACodeWasSent(int status, String remark) {
    spektif.answers("send", status, RecordedBodies.error(remark));

    assertThat(send()).isEqualTo(Unknown.ANSWERED);
  }

  @ParameterizedTest
  @CsvSource({
    "https://crm.example/maintenance",
    "https://crm.example/id/maintenance/?from=api#x",
    "/maintenance"
  })
  void redirectToTheMaintenancePageSendsNothing(String location) {
    spektif.answers(
        "send",
        aResponse()
            .withStatus(302)
            .withHeader("Location", location)
            .withHeader("Retry-After", "300")
            .withBody("<html>We will be back.</html>"));

    assertThat(send()).isEqualTo(new Unreachable(Duration.ofMinutes(5)));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302, 403, 503})
  void maintenanceModeSendsNothing(int status) {
    spektif.answers("send", status, RecordedBodies.error("maintenance_mode"));

    assertThat(send()).isEqualTo(new Unreachable(ofSeconds(60)));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 422})
  void laravelsValidationSendsNothing(int status) {
    spektif.answers(
        "send",
        status,
        """
        {"message": "The mobile field is required.", "errors": {"mobile": ["Required."]}}
        """);

    assertThat(send()).isEqualTo(new Refused(Refused.Cause.OTHER));
  }

  @ParameterizedTest
  @CsvSource({"413, OTHER", "419, ACCOUNT", "404, ACCOUNT", "401, ACCOUNT", "403, ACCOUNT"})
  void pageOfAWebServerThatCameBeforePhpSendsNothing(int status, Refused.Cause cause) {
    spektif.answers("send", status, RecordedBodies.file("gateway-error.html"));

    assertThat(send()).isEqualTo(new Refused(cause));
  }

  @Test
  void pageThatThrottlesSendsNothing() {
    spektif.answers(
        "send",
        aResponse()
            .withStatus(429)
            .withHeader("Retry-After", "17")
            .withBody(RecordedBodies.file("gateway-error.html")));

    assertThat(send()).isEqualTo(new Throttled(ofSeconds(17)));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectIsNotFollowed(int status) {
    spektif.answers(
        "send",
        aResponse().withStatus(status).withHeader("Location", spektif.url() + "/otp/other"));

    assertThat(send()).isEqualTo(new Refused(Refused.Cause.ACCOUNT));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        200, 201, 204, 400, 405, 408, 422, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526
      })
  void unreadableAnswerIsUnknownAndNotRepeated(int status) {
    spektif.answers("send", status, status == 204 ? "" : RecordedBodies.file("gateway-error.html"));

    assertThat(send()).isEqualTo(Unknown.LOST);
  }

  @Test
  void bodyIsJsonWhateverItsContentTypeSays() {
    spektif.answers(
        "send",
        aResponse()
            .withHeader("Content-Type", "text/html; charset=;;nonsense/")
            .withBody(RecordedBodies.file("send-200.json")));

    assertThat(send()).isInstanceOf(SendResult.Accepted.class);
  }

  @Test
  void bodyWithByteOrderMarkIsRead() {
    spektif.answers("send", 200, "\uFEFF" + RecordedBodies.file("send-200.json"));

    assertThat(send()).isInstanceOf(SendResult.Accepted.class);
  }

  @Test
  void lostReferenceOfResendIsRefused() {
    spektif.answers("resend", 200, RecordedBodies.error("not_found"));

    assertThat(provider.resend(REFERENCE, DESTINATION))
        .isEqualTo(new Refused(Refused.Cause.REFERENCE));
    assertThat(spektif.requests()).hasSize(1);
  }
}
