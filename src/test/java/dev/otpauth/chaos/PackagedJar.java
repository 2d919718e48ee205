package dev.otpauth.chaos;

import java.io.IOException;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** The built jar, unpacked as in the image: it starts in half the time. */
final class PackagedJar {

  static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private static final Path BUILT = Path.of(System.getProperty("chaos.jar", "target/otp-auth.jar"));

  private PackagedJar() {}

  /** The jar to be started. */
  static Path unpacked(Path into) throws IOException {
    return unpacked(BUILT, into);
  }

  /** The same of another one. */
  static Path unpacked(Path jar, Path into) throws IOException {
    FileSystemUtils.deleteRecursively(into);
    var unpacking =
        new ProcessBuilder(
                JAVA.toString(),
                "-Djarmode=tools",
                "-jar",
                jar.toString(),
                "extract",
                "--destination",
                into.toString())
            .inheritIO()
            .start();
    if (unpacking.onExit().join().exitValue() != 0) {
      throw new IllegalStateException("no jar to start at " + jar);
    }
    return into.resolve(jar.getFileName());
  }
}
