package dev.otpauth.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** Where it is measured, and with what. */
final class Machine {

  private static final Path PROCESSES = Path.of("/proc");

  private Machine() {}

  /** Whether the operating system's accounts are where they are looked for. */
  static boolean hasAccounts() {
    return Files.isReadable(PROCESSES.resolve("stat"));
  }

  /** Whether all of these commands are on the PATH. */
  static boolean has(String... commands) {
    return Arrays.stream(commands).allMatch(Machine::isOnPath);
  }

  private static boolean isOnPath(String command) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(it -> Files.isExecutable(Path.of(it, command)));
  }

  /** One sentence for the head of the report. */
  static String described(String postgres) throws IOException {
    return "%d cores (%s), %s GiB of memory, Linux %s, JDK %s, PostgreSQL %s."
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            entry("cpuinfo", "model name"),
            mebibytes() / 1024,
            System.getProperty("os.version"),
            Runtime.version(),
            postgres);
  }

  /** Its memory. */
  static long mebibytes() throws IOException {
    return Long.parseLong(entry("meminfo", "MemTotal").replaceAll("\\D", "")) / 1024;
  }

  private static String entry(String file, String name) throws IOException {
    try (var lines = Files.lines(PROCESSES.resolve(file))) {
      return lines
          .filter(it -> it.startsWith(name))
          .map(it -> it.substring(it.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    }
  }
}
