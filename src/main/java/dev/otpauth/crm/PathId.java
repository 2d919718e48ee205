package dev.otpauth.crm;

import java.util.OptionalLong;

/** Parses the provider's ids in paths. */
final class PathId {

  /** The pattern of an id; other path segments consist of letters. */
  static final String SEGMENT = "[0-9]+";

  private PathId() {}

  /** Returns empty if the id is out of range. */
  static OptionalLong parse(String digits) {
    try {
      var id = Long.parseLong(digits);
      return id > 0 ? OptionalLong.of(id) : OptionalLong.empty();
    } catch (NumberFormatException _) {
      return OptionalLong.empty();
    }
  }
}
