package dev.otpauth.spektif;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.otpauth.provider.HistoryQuery;
import dev.otpauth.provider.OtpProvider;
import dev.otpauth.provider.OtpStatus;
import dev.otpauth.provider.Reference;
import java.util.HashSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("wire")
class WireTest extends SpektifTest {

  private static String boundary(LoggedRequest request) {
    var type = request.getHeader("Content-Type");
    assertThat(type).matches("multipart/form-data; boundary=-{24}[0-9a-f]{16}");
    return type.substring(type.indexOf('=') + 1);
  }

  private static void assertSized(LoggedRequest request) {
    assertThat(request.getHeader("Content-Length"))
        .isEqualTo(Integer.toString(request.getBody().length));
    assertThat(request.containsHeader("Transfer-Encoding")).isFalse();
  }

  @Test
  void sendIsMultipartFieldForField() {
    spektif.acceptsSends();

    provider.send(DESTINATION, SENDER);

    var request = spektif.onlyRequest();
    var boundary = boundary(request);
    assertThat(request.getMethod().value()).isEqualTo("POST");
    assertThat(request.getUrl()).isEqualTo("/external-api/otp/send");
    assertThat(request.getBodyAsString())
        .isEqualTo(
            """
            --%1$s
            Content-Disposition: form-data; name="mobile"

            6281234567890
            --%1$s
            Content-Disposition: form-data; name="from_number"

            628001234567
            --%1$s--
            """
                .formatted(boundary)
                .replace("\n", "\r\n"));
    assertSized(request);
  }

  @Test
  void verifyIsMultipartFieldForField() {
    spektif.verifies();

    provider.verify(REFERENCE, DESTINATION, CODE);

    var request = spektif.onlyRequest();
    assertThat(request.getBodyAsString())
        .isEqualTo(
            """
            --%1$s
            Content-Disposition: form-data; name="reference_id"

            otp_a1b2c3d4-e5f6-7890-abcd-ef1234567890
            --%1$s
            Content-Disposition: form-data; name="otp_code"

            Q7ZW9K
            --%1$s--
            """
                .formatted(boundary(request))
                .replace("\n", "\r\n"));
    assertSized(request);
  }

  @Test
  void resendHasTheReferenceOnly() {
    spektif.acceptsResends();

    provider.resend(REFERENCE, DESTINATION);

    var request = spektif.onlyRequest();
    assertThat(request.getBodyAsString()).containsOnlyOnce("form-data").contains("reference_id");
    assertSized(request);
  }

  @Test
  void boundaryIsAnotherEachTime() {
    spektif.acceptsSends();

    provider.send(DESTINATION, SENDER);
    provider.send(DESTINATION, SENDER);

    var boundaries = new HashSet<String>();
    spektif.requests().forEach(it -> boundaries.add(boundary(it)));
    assertThat(boundaries).hasSize(2);
  }

  @Test
  void everyRequestCarriesCredentialsAndAsksForJson() {
    spektif.acceptsSends();
    spektif.tellsStatus();

    provider.send(DESTINATION, SENDER);
    provider.status(REFERENCE);

    assertThat(spektif.requests())
        .hasSize(2)
        .allSatisfy(
            it -> {
              assertThat(it.getHeader("client-id")).isEqualTo("client-of-the-test");
              assertThat(it.getHeader("client-secret")).isEqualTo(SpektifSlice.SECRET);
              assertThat(it.header("Accept").values()).containsExactly("application/json");
            });
  }

  @Test
  void formIsFieldForField() {
    try (var context = SpektifSlice.start(spektif.url(), "spektif.request-encoding=form")) {
      spektif.acceptsSends();
      spektif.verifies();
      var byForm = context.getBean(OtpProvider.class);

      byForm.send(DESTINATION, SENDER);
      byForm.verify(new Reference("otp_&+#%=x"), DESTINATION, CODE);

      var requests = spektif.requests();
      assertThat(requests)
          .extracting(LoggedRequest::getBodyAsString)
          .containsExactlyInAnyOrder(
              "mobile=6281234567890&from_number=628001234567",
              "reference_id=otp_%26%2B%23%25%3Dx&otp_code=Q7ZW9K");
      assertThat(requests)
          .allSatisfy(
              it ->
                  assertThat(it.getHeader("Content-Type"))
                      .isEqualTo("application/x-www-form-urlencoded"))
          .allSatisfy(WireTest::assertSized);
    }
  }

  @Test
  void jsonIsFieldForField() {
    try (var context = SpektifSlice.start(spektif.url(), "spektif.request-encoding=json")) {
      spektif.acceptsSends();

      context.getBean(OtpProvider.class).send(DESTINATION, SENDER);

      var request = spektif.onlyRequest();
      assertThat(request.getBodyAsString())
          .isEqualTo("{\"mobile\":\"6281234567890\",\"from_number\":\"628001234567\"}");
      assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
      assertSized(request);
    }
  }

  @Test
  void queryValuesAreEncodedStrictly() {
    provider.status(new Reference("otp_&+#%=?/{x}"));

    assertThat(spektif.onlyRequest().getUrl())
        .isEqualTo("/external-api/otp/status?reference_id=otp_%26%2B%23%25%3D%3F%2F%7Bx%7D");
  }

  @Test
  void historyHasTheFiltersThatAreSet() {
    provider.history(new HistoryQuery(3, 100, OtpStatus.VERIFIED, DESTINATION, SENDER));
    assertThat(spektif.onlyRequest().getUrl())
        .isEqualTo(
            "/external-api/otp/history?page=3&per_page=100&from_number=628001234567"
                + "&destination_number=6281234567890&status=verified");

    spektif.forget();
    provider.history(FIRST_PAGE);
    assertThat(spektif.onlyRequest().getUrl())
        .isEqualTo("/external-api/otp/history?page=1&per_page=15");
  }

  @Test
  void sendersAreTheConfiguredOnesInTheirOrder() {
    assertThat(provider.senders())
        .extracting(it -> it.e164())
        .containsExactly("+628001234567", "+628001234568");
  }
}
