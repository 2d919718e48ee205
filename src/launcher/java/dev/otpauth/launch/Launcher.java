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
    int running = feature(System.getProperty("java.specification.version"));
    if (running < NEEDED) {
      System.err.println(
          "otp-auth needs Java "
              + NEEDED
              + " or newer, but this is Java "
              + running
              + ": install a newer one, or name it: /path/to/java -jar otp-auth.jar");
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

  /** Java 8 calls itself 1.8. */
  private static int feature(String version) {
    return Integer.parseInt(version.startsWith("1.") ? version.substring(2) : version);
  }
}
