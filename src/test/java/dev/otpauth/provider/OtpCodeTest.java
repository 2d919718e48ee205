package dev.otpauth.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtpCodeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "123456",
        " 123456\n",
        "123 456",
        "123-456",
        "12 34 56",
        "1 2 3 4 5 6",
        "123\u2011456",
        "123\u2013456",
        "123\u00a0456",
        "123\u3000456",
        "*123456*",
        "_*123 456*_",
        "\"123456\"",
        "'123456'",
        "\u201c123456\u201d",
        "\u00ab123456\u00bb",
        "`123456`",
        "```123456```",
        "~123456~",
        "[123456]",
        "(123-456)",
        "<123456>",
        "123456.",
        "123456,",
        ": 123456",
        "123456!",
        "\u200e123456\u200f",
        "\u202a123\u200b456\u202c",
        "\u2066123456\u2069.",
        "\ufeff123\u00ad456",
        "\uff11\uff12\uff13\uff14\uff15\uff16",
        "\uff0a\uff11\uff12\uff13 \uff14\uff15\uff16\uff0a",
        "\u0661\u0662\u0663\u0664\u0665\u0666",
        "\u0967\u0968\u0969\u096a\u096b\u096c",
        "\ud835\udfcf\ud835\udfd0\ud835\udfd1\ud835\udfd2\ud835\udfd3\ud835\udfd4"
      })
  void whatIsPastedIsTheCode(String typed) {
    assertThat(OtpCode.parse(typed)).contains(new OtpCode("123456"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"AB12cd", "AB 12 cd", "AB-12-cd", "*AB12cd*", "\uff21\uff22\uff11\uff12cd"})
  void lettersStayAsTheyAre(String typed) {
    assertThat(OtpCode.parse(typed)).contains(new OtpCode("AB12cd"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "***",
        "\u200b",
        "123",
        "12345678901",
        "Your code is 123456",
        "Your code is 123456.",
        "kode 1234",
        "KODE 1234",
        "OTP 123456",
        "OTP 123 456",
        "ABCD 1234",
        "1234 abcd",
        "Code 123 456",
        "is 123456",
        "1234 is it",
        "code: 1234",
        "123.456",
        "12*34*56",
        "12345\u00e9",
        "\u043012345",
        "12345\ud800",
        "12345\u00006",
        "12+34",
        "\u2460\u2461\u2462\u2463"
      })
  void whatIsNoCodeIsNone(String typed) {
    assertThat(OtpCode.parse(typed)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc 123", "abc-123", "ABC 123", "AB CD 12"})
  void lettersBesideDigitsThatAreNoCodeBelongToIt(String typed) {
    assertThat(OtpCode.parse(typed)).contains(new OtpCode(typed.replace(" ", "").replace("-", "")));
  }

  @Test
  void nothingThatIsTypedThrows() {
    var random = new Random(20_260_302);
    for (var i = 0; i < 200_000; i++) {
      var typed = new StringBuilder();
      for (var length = random.nextInt(20); length > 0; length--) {
        typed.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
      }
      OtpCode.parse(typed.toString())
          .ifPresent(it -> assertThat(it.value()).matches("[A-Za-z0-9]{4,10}"));
    }
    assertThat(OtpCode.parse(" ".repeat(200_000) + "123456" + " ".repeat(200_000))).isPresent();
    assertThat(OtpCode.parse("1" + " ".repeat(200_000) + "23456")).isPresent();
    assertThat(OtpCode.parse("1".repeat(200_000))).isEmpty();
  }

  @Test
  void itPrintsMasked() {
    assertThat(new OtpCode("123456")).hasToString("******");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OtpCode("123 456"))
        .withMessageNotContaining("456");
  }
}
