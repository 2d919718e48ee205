package dev.otpauth.provider;

import java.util.regex.Pattern;

/**
 * The provider's identifier of a sent code.
 *
 * @param value 1 to 200 visible ASCII characters
 */
public record Reference(String value) {

  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]{1,200}");

  public Reference {
    if (!isValid(value)) {
      throw new IllegalArgumentException("a reference has 1 to 200 visible ASCII characters");
    }
  }

  /** Whether the value is valid as a reference. */
  public static boolean isValid(String value) {
    return VISIBLE.matcher(value).matches();
  }
}
