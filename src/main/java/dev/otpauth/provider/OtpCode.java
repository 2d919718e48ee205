package dev.otpauth.provider;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A one-time password as the subscriber typed it. Prints masked.
 *
 * @param value 4 to 10 ASCII letters or digits
 */
public record OtpCode(String value) {

  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{4,10}");

  public OtpCode {
    if (!CODE.matcher(value).matches()) {
      throw new IllegalArgumentException("a code has 4 to 10 letters or digits");
    }
  }

  /** Reads a code, white space around it left out; empty where it cannot be one. */
  public static Optional<OtpCode> parse(String typed) {
    var trimmed = typed.strip();
    return CODE.matcher(trimmed).matches() ? Optional.of(new OtpCode(trimmed)) : Optional.empty();
  }

  @Override
  public String toString() {
    return "******";
  }
}
