package dev.otpauth.testnumber;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.OtpCode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of test numbers. The text form does not contain them.
 *
 * @param testNumbers empty by default
 */
@Validated
@ConfigurationProperties("otp")
record TestNumberProperties(@DefaultValue List<@Valid @NotNull TestNumber> testNumbers) {

  @AssertTrue(message = "must name each number once")
  boolean isTestNumbersValid() {
    var numbers = testNumbers.stream().map(TestNumber::number).filter(Objects::nonNull).toList();
    return Set.copyOf(numbers).size() == numbers.size();
  }

  /**
   * A test number.
   *
   * @param mobile the number, in any usual spelling
   * @param code the valid code
   * @param until the time (RFC 3339) after which it is an ordinary number
   */
  record TestNumber(
      @NotNull String mobile,
      @NotNull String code,
      @NotNull(message = "must say when the test number ends") Instant until) {

    @AssertTrue(message = "must be a mobile number")
    boolean isMobileValid() {
      return mobile == null || number() != null;
    }

    @AssertTrue(message = "must have 4 to 10 letters or digits")
    boolean isCodeValid() {
      return code == null || OtpCode.parse(code).isPresent();
    }

    @Nullable PhoneNumber number() {
      return mobile == null ? null : PhoneNumber.parseMobile(mobile).orElse(null);
    }

    @Override
    public String toString() {
      return "TestNumber[until=%s]".formatted(until);
    }
  }

  @Override
  public String toString() {
    return "TestNumberProperties[%s]".formatted(testNumbers.size());
  }
}
