package dev.otpauth;

/**
 * What some tests need of the machine: a browser, Node, kubectl, PgBouncer, Debian's PostgreSQL, an
 * older Java.
 */
public final class Needed {

  private Needed() {}

  /**
   * Whether the tests that need it run. Where it is missing they are skipped, and one line says so;
   * where {@code TESTS_SKIP_NOTHING} is set, as CI does, they fail.
   *
   * @param otherwise the line
   */
  public static boolean isThere(boolean found, String otherwise) {
    if (!found && System.getenv("TESTS_SKIP_NOTHING") != null) {
      throw new AssertionError(otherwise);
    }
    if (!found) {
      System.out.println(otherwise);
    }
    return found;
  }
}
