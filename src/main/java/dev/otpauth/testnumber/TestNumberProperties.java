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
 * The test numbers. Prints without them.
 *
 * @param testNumbers none by default
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
   * One number.
   *
   * @param mobile in any usual form
   * @param code the one that is right
   * @param until its end (RFC 3339); after it, it is a number like any other
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
