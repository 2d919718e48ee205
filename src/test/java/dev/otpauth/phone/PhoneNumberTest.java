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
        "081234567890\n",
        "006281234567890",
        "(+62) 812-3456-7890",
        "+62 (0) 812 3456 7890",
        "tel:+62-812-3456-7890",
        "\u202a+62 812\u20113456\u20117890\u202c",
        "\u0660\u0668\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u0660"
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
        "++6281234567890"
      })
  void whatIsNoMobileIsNone(String written) {
    assertThat(PhoneNumber.parseMobile(written)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"62811798804", "+62811798804", "0811798804", "811798804", "0062811798804"})
  void oldNumbersOfNineDigitsAreNoOther(String written) {
    assertThat(PhoneNumber.parseMobile(written)).contains(new PhoneNumber("+62811798804"));
    assertThat(PhoneNumber.parse(written)).contains(new PhoneNumber("+62811798804"));
  }

  @ParameterizedTest
  @CsvSource({
    "85291234567, +85291234567",
    "819012345678, +819012345678",
    "6591234567, +6591234567",
    "14155552671, +14155552671"
  })
  void aMobileOfAnotherCountryMayOnlyLackItsPlus(String written, String meant) {
    assertThat(PhoneNumber.parseWithoutPlus(written)).contains(new PhoneNumber(meant));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "81234567890",
        "085291234567",
        "+85291234567",
        "6285291234567",
        "0085291234567",
        "62811798804",
        "x"
      })
  void whoseCountryIsWrittenIsClear(String written) {
    assertThat(PhoneNumber.parseWithoutPlus(written)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"06281234567890", "0 62 812-3456-7890"})
  void aZeroMayStandBeforeTheCountryCode(String written) {
    assertThat(PhoneNumber.parse(written)).contains(new PhoneNumber("+6281234567890"));
  }

  @Test
  void aBareEightIsIndonesian() {
    assertThat(PhoneNumber.parseMobile("819012345678"))
        .contains(new PhoneNumber("+62819012345678"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"6591234567", "14155552671", "31612345678", "8801712345678"})
  void aNumberOfAnotherCountryWithoutItsPlusIsNoLandlineOfIndonesia(String written) {
    assertThat(PhoneNumber.parse(written)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "6281234567890, +6281234567890",
    "62811798804, +62811798804",
    "81234567890, +6281234567890",
    "081234567890, +6281234567890",
    "+62 812-3456-7890, +6281234567890",
    "85291234567, +85291234567",
    "6591234567, +6591234567",
    "14155552671, +14155552671"
  })
  void anEchoHasItsCountryCode(String echo, String number) {
    assertThat(PhoneNumber.parseEcho(echo)).contains(new PhoneNumber(number));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "62812********890", "6281234567890123", "1234567890123456", "0"})
  void anIllegibleEchoIsNone(String echo) {
    assertThat(PhoneNumber.parseEcho(echo)).isEmpty();
  }

  @Test
  void anEchoWithoutItsCountryCodeMayBeOfEitherCountry() {
    var echo = PhoneNumber.parseEcho("85291234567").orElseThrow();
    assertThat(new PhoneNumber("+85291234567").mayBeEchoedAs(echo)).isTrue();
    assertThat(new PhoneNumber("+6285291234567").mayBeEchoedAs(echo)).isTrue();
    assertThat(new PhoneNumber("+6285291234568").mayBeEchoedAs(echo)).isFalse();
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
