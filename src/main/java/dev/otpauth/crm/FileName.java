package dev.otpauth.crm;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.util.StringUtils;

/** The name that a caller gives a file. */
final class FileName {

  /** What file systems take. */
  private static final int LONGEST = 255;

  private FileName() {}

  /**
   * The name without folders before it.
   *
   * @return empty where it is no name: nothing, longer than any, or with characters that would be
   *     read as something else in a header
   */
  static Optional<String> of(String written) {
    var name =
        written
            .substring(1 + Math.max(written.lastIndexOf('/'), written.lastIndexOf('\\')))
            .strip();
    return name.isEmpty() || name.length() > LONGEST || name.chars().anyMatch(FileName::isControl)
        ? Optional.empty()
        : Optional.of(name);
  }

  private static boolean isControl(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }

  /** What stands behind the last full stop, in lower case; empty where there is none. */
  static String extension(String name) {
    return Objects.requireNonNullElse(StringUtils.getFilenameExtension(name), "")
        .toLowerCase(Locale.ROOT);
  }
}
