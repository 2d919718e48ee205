package dev.otpauth.launch;

import java.lang.reflect.InvocationTargetException;

/**
 * The jar's main class: looks at the Java that runs it before anything is loaded that an older one
 * cannot read. Compiled for Java 8, and no part of the service.
 */
public final class Launcher {

  private static final int NEEDED = 25;

  private Launcher() {}

  /** Hands over to Spring Boot's launcher, or ends with 1 and one line that says why. */
  public static void main(String[] arguments) throws Throwable {
    String refusal = refusal(System.getProperty("java.specification.version"));
    if (refusal != null) {
      System.err.println(refusal);
      System.exit(1);
    }
    try {
      Class.forName("org.springframework.boot.loader.launch.JarLauncher")
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /**
   * Why this Java will not do, in one line; null where it will.
   *
   * @param version as the system property java.specification.version has it: 1.8, 11, 25
   */
  public static String refusal(String version) {
    int running = Integer.parseInt(version.startsWith("1.") ? version.substring(2) : version);
    return running >= NEEDED
        ? null
        : "otp-auth needs Java "
            + NEEDED
            + " or newer, but this is Java "
            + running
            + ": install a newer one, or name it: /path/to/java -jar otp-auth.jar";
  }
}
