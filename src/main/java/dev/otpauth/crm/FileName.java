package dev.otpauth.crm;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.util.StringUtils;

/** Parses the file name that a caller sent. */
final class FileName {

  /** The maximum length in most file systems. */
  private static final int MAX_LENGTH = 255;

  private FileName() {}

  /**
   * Returns the name without directories.
   *
   * @return empty if the name is empty, too long, or has control characters, which could break a
   *     header
   */
  static Optional<String> of(String written) {
    var name =
        written
            .substring(1 + Math.max(written.lastIndexOf('/'), written.lastIndexOf('\\')))
            .strip();
    return name.isEmpty()
            || name.length() > MAX_LENGTH
            || name.chars().anyMatch(FileName::isControl)
        ? Optional.empty()
        : Optional.of(name);
  }

  private static boolean isControl(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }

  /** Returns the extension in lower case; empty if there is none. */
  static String extension(String name) {
    return Objects.requireNonNullElse(StringUtils.getFilenameExtension(name), "")
        .toLowerCase(Locale.ROOT);
  }
}
