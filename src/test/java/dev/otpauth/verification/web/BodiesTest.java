package dev.otpauth.verification.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any field of a body may hold a number or a code that belongs into another one. */
class BodiesTest {

  private static final String ANY = "0812 3456 7890";

  static Stream<Record> bodies() {
    return Stream.of(
        new OtpRequestBody(WrittenMobile.read(ANY), ANY, ANY, ANY),
        new OtpConfirmBody(ANY, ANY, ANY, WrittenMobile.read(ANY)),
        new OtpResendBody(ANY),
        new OtpHistoryBody(1, 15, ANY, ANY, ANY));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void whatACallerWroteIsNotPrinted(Record body) {
    assertThat(body).hasToString(body.getClass().getSimpleName());
  }
}
