package dev.otpauth.verification.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.phone.WrittenNumber;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Request bodies do not print their fields, any of which may contain a number or code by mistake.
 */
class BodiesTest {

  private static final String ANY = "0812 3456 7890";
  private static final WrittenNumber NUMBER = WrittenNumber.read(ANY);

  static Stream<Record> bodies() {
    return Stream.of(
        new OtpRequestBody(NUMBER, ANY, ANY, NUMBER),
        new OtpConfirmBody(ANY, ANY, ANY, NUMBER),
        new OtpResendBody(ANY),
        new OtpEraseBody(NUMBER, null),
        new OtpHistoryBody(1, 15, ANY, NUMBER, NUMBER));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void whatACallerWroteIsNotPrinted(Record body) {
    assertThat(body).hasToString(body.getClass().getSimpleName());
  }
}
