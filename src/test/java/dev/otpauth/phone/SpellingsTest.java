package dev.otpauth.phone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every spelling of every valid mobile is parsed as that number, and no text makes the parser
 * throw.
 */
class SpellingsTest {

  private static final long SEED = 20_260_302;
  private static final int NUMBERS = 400;

  private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();
  private static final Set<PhoneNumberType> MOBILE =
      EnumSet.of(PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE);

  /** The zero of each script that has digits. */
  private static final int[] ZEROS =
      IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
          .filter(it -> Character.getType(it) == Character.DECIMAL_DIGIT_NUMBER)
          .filter(it -> Character.digit(it, 10) == 0)
          .toArray();

  /** What typography and copying put between digits. */
  private static final List<String> BETWEEN =
      Stream.of(
              IntStream.of(' ', '-', '(', ')', '.', '[', ']', '\t', '\n', 0xa0, 0x202f, 0x3000),
              IntStream.rangeClosed(0x2000, 0x200f),
              IntStream.rangeClosed(0x2010, 0x2015),
              IntStream.rangeClosed(0x202a, 0x202e),
              IntStream.rangeClosed(0x2066, 0x2069),
              IntStream.of(0x2212, 0xad, 0xfeff, 0x2060, 0x180e, 0x61c, 0xfe0e, 0xff0d, 0xff0e),
              IntStream.of(0xff08, 0xff09, 0x30fb, 0xb7, 0xfe63, 0xe0001))
          .flatMap(IntStream::boxed)
          .map(Character::toString)
          .toList();

  private final Random random = new Random(SEED);

  @ParameterizedTest
  @ValueSource(strings = {"ID", "SG", "MY", "HK", "JP", "AU", "NL", "US", "IN", "SA"})
  void everySpellingOfEveryMobileIsThatNumber(String region, TestReporter reporter) {
    var read = 0;
    for (var number : mobiles(region)) {
      var e164 = new PhoneNumber(LIBRARY.format(number, PhoneNumberFormat.E164));
      for (var spelling : spellings(number)) {
        assertThat(PhoneNumber.parseMobile(spelling)).as(() -> escaped(spelling)).contains(e164);
        read++;
      }
      assertThat(PhoneNumber.parseEcho(e164.digits())).contains(e164);
    }
    reporter.publishEntry("spellings of mobiles of " + region, Integer.toString(read));
    assertThat(read).isGreaterThan(50_000);
  }

  static Stream<String> unwritable() {
    var digits = "081234567890";
    return Stream.of(
        "",
        " ",
        "+",
        "＋",
        "tel:",
        "\u200e\u202a\u00ad",
        "\u0000",
        digits + "\u0000",
        digits + "\ud800",
        "\udc00" + digits,
        "0".repeat(200_000),
        digits.repeat(20_000),
        "\u200b".repeat(200_000),
        "(".repeat(200_000) + digits + "x",
        "1234567890123456",
        "+6281234567890123",
        "6281234567890123",
        "call " + digits,
        digits + " ext 5",
        digits + "x5",
        digits + ";ext=5",
        "tel:" + digits + ";phone-context=+62",
        digits + "#5",
        digits + "*",
        digits + "//" + digits,
        digits + "/" + digits,
        digits + "," + digits,
        "+62812ABCDEFG",
        "0812-FLOWERS",
        "0812345678９a",
        "++6281234567890",
        "+62+81234567890",
        "6281234567890+",
        "+081234567890",
        "000081234567890",
        "tel:tel:+6281234567890",
        "http://+6281234567890",
        "110",
        "0812",
        "①②③④⑤⑥⑦⑧⑨⓪①②",
        "²³⁴⁵⁶⁷⁸⁹⁰¹²");
  }

  @ParameterizedTest
  @MethodSource("unwritable")
  void whatIsNoNumberIsNone(String written) {
    assertThat(PhoneNumber.parseMobile(written)).isEmpty();
  }

  @Test
  void nothingThatIsWrittenThrows() {
    for (var i = 0; i < 200_000; i++) {
      var written = i % 2 == 0 ? anyText() : almostANumber();
      var read = PhoneNumber.parse(written);
      PhoneNumber.parseMobile(written);
      PhoneNumber.parseWithoutPlus(written);
      PhoneNumber.parseEcho(written);
      new PhoneNumber("+6281234567890").isContradictedBy(written);
      read.ifPresent(it -> assertThat(it.region()).isNotBlank());
      // What was read reads as itself.
      read.ifPresent(it -> assertThat(PhoneNumber.parse(it.e164())).as(written).contains(it));
    }
  }

  private List<Phonenumber.PhoneNumber> mobiles(String region) {
    var numbers = new ArrayList<Phonenumber.PhoneNumber>();
    var example = LIBRARY.getExampleNumberForType(region, PhoneNumberType.MOBILE);
    numbers.add(example);
    while (numbers.size() < NUMBERS) {
      var digits = Long.toString(example.getNationalNumber()).substring(0, 1 + random.nextInt(4));
      while (digits.length() < 8 + random.nextInt(5)) {
        digits += random.nextInt(10);
      }
      var number =
          new Phonenumber.PhoneNumber()
              .setCountryCode(example.getCountryCode())
              .setNationalNumber(Long.parseLong(digits));
      if (MOBILE.contains(LIBRARY.getNumberType(number))) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  private List<String> spellings(Phonenumber.PhoneNumber number) {
    var code = Integer.toString(number.getCountryCode());
    var national = Long.toString(number.getNationalNumber());
    var leads = new ArrayList<>(List.of("+" + code, "00" + code, "＋" + code, "(+" + code + ") "));
    leads.addAll(List.of("+(" + code + ")", "(00" + code + ")", "tel:+" + code, " TEL:+" + code));
    leads.addAll(List.of("\u202a+" + code, "\ufeff\u200e+" + code));
    if (number.getCountryCode() == 62) {
      leads.addAll(List.of("0", "", "62", "(0)", "(62) ", "+62 (0)", "62 (0) ", "0062 0"));
      leads.addAll(List.of("tel:0", "tel:", "tel:62", "\u200b\u2066"));
    }
    return leads.stream().flatMap(lead -> decorated(lead + national)).toList();
  }

  /** As it is, and with digits of other scripts and what may be between them. */
  private Stream<String> decorated(String plain) {
    return Stream.concat(
        Stream.of(plain, plain + "\u202c", " " + plain + "\n"),
        IntStream.range(0, 12).mapToObj(i -> decorated(plain, i % 3 == 0, i % 2 == 0)));
  }

  private String decorated(String plain, boolean oneScript, boolean spaced) {
    var script = ZEROS[random.nextInt(ZEROS.length)];
    var decorated = new StringBuilder();
    for (var at = 0; at < plain.length(); at++) {
      var character = plain.charAt(at);
      if (spaced && random.nextInt(3) == 0 && !Character.isLetter(character) && character != ':') {
        decorated.append(BETWEEN.get(random.nextInt(BETWEEN.size())));
      }
      if (character >= '0' && character <= '9') {
        var zero = oneScript ? script : ZEROS[random.nextInt(ZEROS.length)];
        decorated.appendCodePoint(zero + character - '0');
      } else {
        decorated.append(character);
      }
    }
    return decorated.toString();
  }

  private String anyText() {
    var text = new StringBuilder();
    for (var i = random.nextInt(30); i > 0; i--) {
      // Surrogates without their other half, too.
      if (random.nextBoolean()) {
        text.append((char) random.nextInt(0x10000));
      } else {
        text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
      }
    }
    return text.toString();
  }

  private String almostANumber() {
    var text = new StringBuilder(random.nextBoolean() ? "+" : "");
    for (var i = random.nextInt(25); i > 0; i--) {
      text.appendCodePoint(ZEROS[random.nextInt(ZEROS.length)] + random.nextInt(10));
      if (random.nextInt(8) == 0) {
        text.append(BETWEEN.get(random.nextInt(BETWEEN.size())));
      }
    }
    return text.toString();
  }

  private static String escaped(String spelling) {
    return spelling
        .chars()
        .mapToObj(it -> it > 0x20 && it < 0x7f ? Character.toString(it) : "\\u%04x".formatted(it))
        .reduce("", String::concat);
  }
}
