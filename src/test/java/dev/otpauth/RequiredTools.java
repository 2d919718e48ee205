package dev.otpauth;

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
}
