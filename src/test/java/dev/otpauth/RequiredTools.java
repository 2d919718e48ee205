package dev.otpauth;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks for tools that some tests need: a browser, Node, kubectl, PgBouncer, Debian's PostgreSQL,
 * an older Java.
 */
public final class RequiredTools {

  private RequiredTools() {}

  /**
   * Returns whether the tests run. Without the tool they are skipped, and a line says so; if {@code
   * TESTS_SKIP_NOTHING} is set, as in CI, they fail.
   *
   * @param message the line
   */
  public static boolean isPresent(boolean found, String message) {
    if (!found && System.getenv("TESTS_SKIP_NOTHING") != null) {
      throw new AssertionError(message);
    }
    if (!found) {
      System.out.println(message);
    }
    return found;
  }

  /**
   * The same for tools on the PATH.
   *
   * @param subject what the tests test, for the line
   */
  public static boolean areOnPath(String subject, String... names) {
    var missing = Arrays.stream(names).filter(name -> find(name).isEmpty()).toList();
    return isPresent(missing.isEmpty(), "%s: not tested, missing: %s".formatted(subject, missing));
  }

  /** Returns the first of these tools that is on the PATH. */
  public static Optional<Path> find(String... names) {
    var path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(names).flatMap(name -> candidates(path, name)).findFirst();
  }

  private static Stream<Path> candidates(String path, String name) {
    return Pattern.compile(File.pathSeparator)
        .splitAsStream(path)
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable);
  }
}
