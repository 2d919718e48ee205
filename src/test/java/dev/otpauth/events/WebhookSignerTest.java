package dev.otpauth.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example of Standard Webhooks, and invalid secrets. */
@Tag("wire")
class WebhookSignerTest {

  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final Instant TIMESTAMP = Instant.ofEpochSecond(1_614_265_330);
  private static final String BODY = "{\"test\": 2432232314}";
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  @Test
  void thePublishedExampleIsSignedAsPublished() {
    var signer = new WebhookSigner(Settings.secrets(Settings.SECRET));

    assertThat(signer.sign(ID, TIMESTAMP, BODY)).isEqualTo(SIGNATURE);
  }

  @Test
  void twoSecretsAreTwoSignatures() {
    var both = new WebhookSigner(Settings.secrets(Settings.NEXT_SECRET, Settings.SECRET));
    var next = new WebhookSigner(Settings.secrets(Settings.NEXT_SECRET));

    assertThat(both.sign(ID, TIMESTAMP, BODY))
        .isEqualTo(next.sign(ID, TIMESTAMP, BODY) + " " + SIGNATURE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaQ=",
        "whsec_not-base64-not-base64-not-base64",
        "whsec_",
        "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void whatIsNoSecretIsRefusedWithoutQuotingIt(String written) {
    assertThatThrownBy(() -> WebhookSecret.of(written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must be whsec_ and the base64 of 24 to 64 bytes");
  }

  @Test
  void aSecretIsNotPrinted() {
    assertThat(Settings.of("https://events.example.com/otp").toString())
        .contains("events.example.com")
        .doesNotContain("MfKQ");
    assertThat(WebhookSecret.of(Settings.SECRET).toString()).isEqualTo("WebhookSecret");
  }
}
