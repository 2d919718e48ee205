package dev.otpauth.spektif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.spektif.account.ProbeProperties;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SpektifPropertiesTest {

  private static final String SECRET = "do-not-print-me";

  private static SpektifProperties bind(String... changes) {
    var settings =
        new HashMap<String, String>(
            Map.of(
                "spektif.base-url", "https://spektif.example/external-api",
                "spektif.client-id", "an-id",
                "spektif.client-secret", SECRET,
                "spektif.from-number", "628001234567"));
    for (int i = 0; i < changes.length; i += 2) {
      settings.put("spektif." + changes[i], changes[i + 1]);
    }
    return new Binder(new MapConfigurationPropertySource(settings))
        .bind("spektif", SpektifProperties.class)
        .get();
  }

  @Test
  void leastSettingsAreEnough() {
    var properties = bind();

    assertThat(properties.requestEncoding()).isEqualTo(RequestEncoding.MULTIPART);
    assertThat(properties.tryTimeout()).hasSeconds(12);
    assertThat(properties.senders()).containsExactly(new PhoneNumber("+628001234567"));
    assertThat(properties.egressProxy()).isEmpty();
    assertThat(properties.probe()).isEqualTo(new ProbeProperties(true));
  }

  @Test
  void sendersAreSeveralInAnyUsualForm() {
    assertThat(bind("from-number", "+62 811-1234-567, 0811 1234 568,628111234567").senders())
        .containsExactly(new PhoneNumber("+628111234567"), new PhoneNumber("+628111234568"));
  }

  @Test
  void sendersAreReadAsNumbersAreEverywhere() {
    assertThat(
            bind("from-number", "62811798804,(+62) 811\u2011798\u2011805,tel:+6580012345")
                .senders())
        .extracting(PhoneNumber::e164)
        .containsExactly("+62811798804", "+62811798805", "+6580012345");
  }

  @Test
  void secretAndProxyPasswordAreNotPrinted() {
    assertThat(bind("proxy", "http://user:hidden@proxy.example:3128").toString())
        .doesNotContain(SECRET, "hidden");
  }

  @ParameterizedTest
  @ValueSource(strings = {"base-url", "client-id", "client-secret", "from-number"})
  void missingSettingIsNamed(String name) {
    assertThatThrownBy(() -> bind(name, " "))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("spektif." + name)
        .hasMessageContaining("is required");
  }

  @ParameterizedTest
  @CsvSource({
    "base-url, ftp://spektif.example",
    "base-url, spektif.example",
    "base-url, https://",
    "base-url, https://user:word@spektif.example",
    "base-url, https://spektif.example?x=1",
    "from-number, hello",
    "from-number, 6591234567",
    "from-number, 6281234567890123",
    "from-number, '628001234567,'",
    "connect-timeout, 0s",
    "connect-timeout, -1s",
    "response-timeout, 0s",
    "response-timeout, 19s",
    "response-timeout, 10000000d",
    "proxy, https://proxy.example:3128",
    "proxy, http://proxy.example",
    "proxy, http://proxy.example:99999",
    "proxy, http://proxy.example:3128/path"
  })
  void impossibleSettingIsNamed(String name, String value) {
    assertThatThrownBy(() -> bind(name, value))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("spektif." + name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hush-hush\r\nx-evil: 1",
        "hush-hush\u0000",
        "hush-hush\u007f",
        "hush hush",
        "hush-h\u00fcsh"
      })
  void secretThatNoHeaderCanCarryIsNamedButNotQuoted(String secret) {
    assertThatThrownBy(() -> bind("client-secret", secret))
        .rootCause()
        .hasMessageContaining("spektif.client-secret")
        .hasMessageNotContaining("hush");
  }

  @Test
  void brokenProxyIsNotQuoted() {
    assertThatThrownBy(() -> bind("proxy", "http://user:pass word@proxy.example:3128"))
        .satisfies(
            e -> {
              for (Throwable it = e; it != null; it = it.getCause()) {
                assertThat(String.valueOf(it.getMessage())).doesNotContain("pass word");
              }
            });
  }
}
