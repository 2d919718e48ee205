package dev.otpauth.crm;

import java.util.OptionalLong;

/** How the provider's ids are written in a path. */
final class PathId {

  /** Of a path, what may be one; the words of other calls are letters. */
  static final String SEGMENT = "[0-9]+";

  private PathId() {}

  /** Empty where there can be no such id. */
  static OptionalLong parse(String digits) {
    try {
      var id = Long.parseLong(digits);
      return id > 0 ? OptionalLong.of(id) : OptionalLong.empty();
    } catch (NumberFormatException _) {
      return OptionalLong.empty();
    }
  }
}
