package dev.otpauth.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Valid and invalid endpoint URLs. */
class WebhookAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://events.example.com",
        "https://events.example.com:8443/otp?tenant=1",
        "https://[2606:2800:220:1::1]/otp",
        "http://localhost:8080/otp",
        "http://127.0.0.1:8080/otp",
        "http://[::1]:8080/otp"
      })
  void httpsGoesAnywhereAndHttpToThisMachine(String written) {
    assertThat(WebhookAddress.of(written).uri()).hasToString(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://events.example.com/otp",
        "http://localhost.example.com/otp",
        "https://user:password@events.example.com/otp",
        "https://events.example.com/otp#part",
        "https://events.example.com:65536/otp",
        "ftp://localhost/otp",
        "https:///otp",
        "events.example.com",
        "https://events example.com",
        "https://0251.0376.0251.0376/",
        "https://169.254.43518/",
        "https://"
      })
  void anythingElseIsRefusedWithoutQuotingIt(String written) {
    assertThatThrownBy(() -> WebhookAddress.of(written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must be an https URL without user and password (http for localhost alone)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://10.0.0.1/", "https://[fd00::1]/"})
  void aPrivateAddressIsRefusedAtOnce(String written) {
    assertThatThrownBy(() -> Settings.of(written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("otp.events.allow-private-addresses");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://169.254.169.254/",
        "https://168.63.129.16/",
        "https://2852039166/",
        "https://0xA9FEA9FE/",
        "https://[::ffff:169.254.169.254]/",
        "https://[fd00:ec2::254]/",
        "https://metadata.google.internal./"
      })
  void aCloudsMetadataServiceIsRefusedWhateverIsAllowed(String written) {
    assertThatThrownBy(() -> Settings.of(written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("otp.events.endpoint must not lead to a cloud's metadata service");
  }
}
