package dev.otpauth.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "081234567890",
        "81234567890",
        "6281234567890",
        "+6281234567890",
        "+62 812-3456-7890",
        " 0812 3456 7890 ",
        "(0812) 3456.7890",
        "62 812 3456 7890",
        "081234567890\n"
      })
  void everyUsualFormIsTheSameNumber(String written) {
    assertThat(PhoneNumber.parseMobile(written)).contains(new PhoneNumber("+6281234567890"));
  }

  @ParameterizedTest
  @CsvSource({"+6581234567, SG", "+60123456789, MY", "+14155552671, US", "+819012345678, JP"})
  void numbersOfOtherCountriesNeedTheirCountryCode(String written, String region) {
    assertThat(PhoneNumber.parseMobile(written)).map(PhoneNumber::region).contains(region);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "abc",
        "0812-FLOWERS",
        "+62",
        "0812",
        "0812345678901234567",
        "02134567890",
        "+62 21 3456 7890",
        "081234567890;ext=5",
        "++6281234567890",
        "\u0660\u0668\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u0660"
      })
  void whatIsNoMobileIsNone(String written) {
    assertThat(PhoneNumber.parseMobile(written)).isEmpty();
  }

  @Test
  void sendersNeedNotBeMobiles() {
    assertThat(PhoneNumber.parse("628001234567")).contains(new PhoneNumber("+628001234567"));
  }

  @Test
  void itPrintsMasked() {
    var number = new PhoneNumber("+6281234567890");
    assertThat(number).hasToString("+62********890");
    assertThat(number.digits()).isEqualTo("6281234567890");
  }

  @Test
  void theShortestNumberIsMaskedToo() {
    assertThat(new PhoneNumber("+2901234")).hasToString("+29**234");
  }

  @ParameterizedTest
  @CsvSource({"+6281234567890, +62812", "+6591234567, +65912", "+12015550123, +1201"})
  void itsPrefixIsTheCountryCodeAndThreeDigits(String number, String prefix) {
    assertThat(new PhoneNumber(number).prefix()).isEqualTo(prefix);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"6281234567890", "+0812345678", "+62", "+6281234567890123", "+62a1234567"})
  void onlyE164IsANumber(String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> new PhoneNumber(value));
  }
}
