package dev.otpauth.testnumber;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.testnumber.TestNumberProperties.TestNumber;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;

/** Test numbers for tests of other modules. */
public final class SomeTestNumbers {

  private SomeTestNumbers() {}

  /** Those numbers, for a day. */
  public static TestNumbers of(PhoneVault vault, Clock clock, PhoneNumber... numbers) {
    var until = clock.instant().plus(Duration.ofDays(1));
    return new TestNumbers(
        new TestNumberProperties(
            Stream.of(numbers).map(it -> new TestNumber(it.e164(), "424242", until)).toList()),
        vault,
        clock);
  }
}
