package dev.otpauth.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MsisdnTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "081200000001",
        "81200000001",
        "6281200000001",
        "+6281200000001",
        " 6281200000001",
        "006281200000001",
        "+62 (0) 812-0000-0001",
        "+62 812.0000.0001",
        "(+62) 812-0000-0001",
        "tel:+62-812-0000-0001",
        "\u202a+62\u00a0812\u20110000\u20130001\u202c",
        "\uff0b\uff16\uff12\u3000812\u22120000\u200b0001",
        "\u0660\u0668\u0661\u0662\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0661",
        "\ud835\udfce812\u2066 0000 0001\u2069"
      })
  void usualFormsOfOneNumberAreOneNumber(String text) {
    assertThat(Msisdn.parse(text)).contains(new Msisdn("6281200000001"));
  }

  @Test
  void plusKeepsAForeignNumberThatBeginsWithEightForeign() {
    assertThat(Msisdn.parse("+81 90 0000 0001")).contains(new Msisdn("819000000001"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "+",
        "0812",
        "0812-word-01",
        "1234567890123456",
        "+0812000000",
        "0812\ud8000001",
        "62+81200000001"
      })
  void whatIsNoNumberIsRefused(String text) {
    assertThat(Msisdn.parse(text)).isEmpty();
  }

  @Test
  void printsMasked() {
    assertThat(new Msisdn("6281200000001")).hasToString("Msisdn[***]");
  }
}
