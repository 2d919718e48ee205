package dev.otpauth.testnumber;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.provider.OtpCode;
import dev.otpauth.provider.Reference;
import dev.otpauth.testnumber.TestNumberProperties.TestNumber;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * The configured test numbers. A reference contains a digest of its number, so that any replica can
 * check a code.
 */
@Component
@EnableConfigurationProperties(TestNumberProperties.class)
public class TestNumbers {

  private static final Logger log = LoggerFactory.getLogger(TestNumbers.class);
  private static final String PREFIX = "test-number.";
  private static final int NAME_DIGITS = 16;

  private final Map<PhoneNumber, TestNumber> byNumber;
  private final Map<String, TestNumber> byName;
  private final PhoneVault vault;
  private final Clock clock;

  TestNumbers(TestNumberProperties properties, PhoneVault vault, Clock clock) {
    this.vault = vault;
    this.clock = clock;
    this.byNumber =
        properties.testNumbers().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    it -> Objects.requireNonNull(it.number()), Function.identity()));
    this.byName =
        byNumber.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(it -> name(it.getKey()), Map.Entry::getValue));
    if (!byNumber.isEmpty()) {
      log.atWarn()
          .addKeyValue("numbers", byNumber.size())
          .log("Test numbers are configured; their codes are fixed, and nothing is sent to them");
    }
  }

  private String name(PhoneNumber number) {
    return vault.digest(number).hex().substring(0, NAME_DIGITS);
  }

  /** Whether the number is a test number that has not expired. */
  public boolean includes(PhoneNumber number) {
    var found = byNumber.get(number);
    return found != null && !isExpired(found);
  }

  /** Whether no test number is configured. */
  public boolean isEmpty() {
    return byNumber.isEmpty();
  }

  Reference newReference(PhoneNumber number) {
    return newReference(name(number));
  }

  /** A new reference of the same number. */
  Reference newReference(Reference before) {
    return newReference(nameIn(before));
  }

  private static Reference newReference(String name) {
    return new Reference(PREFIX + name + "." + UUID.randomUUID());
  }

  /** Whether the reference is one of a test number. */
  static boolean isTest(Reference reference) {
    return reference.value().startsWith(PREFIX);
  }

  /** Whether the code is correct; empty if the number has expired or is no longer configured. */
  Optional<Boolean> accepts(Reference reference, OtpCode code) {
    return Optional.ofNullable(byName.get(nameIn(reference)))
        .filter(it -> !isExpired(it))
        .map(it -> OtpCode.parse(it.code()).orElseThrow().equals(code));
  }

  /** Whether the number of the reference is still configured and has not expired. */
  boolean isLive(Reference reference) {
    var found = byName.get(nameIn(reference));
    return found != null && !isExpired(found);
  }

  private static String nameIn(Reference reference) {
    var rest = reference.value().substring(PREFIX.length());
    return rest.substring(0, Math.max(rest.indexOf('.'), 0));
  }

  private boolean isExpired(TestNumber number) {
    return !clock.instant().isBefore(number.until());
  }
}
