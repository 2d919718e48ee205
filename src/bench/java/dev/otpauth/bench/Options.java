package dev.otpauth.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What is measured, and how long, from system properties named {@code bench.*}.
 *
 * @param jar the packaged service
 * @param report where results and plots are written
 * @param runs how often each is measured
 * @param warmUp at least so long before the first run
 * @param run how long a run is
 * @param connections that saturate
 * @param only parts to be measured; empty for all
 * @param jvm flags of the service
 */
record Options(
    Path jar,
    Path report,
    int runs,
    Duration warmUp,
    Duration run,
    int connections,
    List<String> only,
    List<String> jvm) {

  static Options read() {
    return new Options(
        Path.of(text("jar", "target/otp-auth.jar")),
        Path.of(text("report", "target/bench")),
        Integer.parseInt(text("runs", "5")),
        Duration.ofSeconds(Long.parseLong(text("warm-up", "60"))),
        Duration.ofSeconds(Long.parseLong(text("seconds", "15"))),
        Integer.parseInt(text("connections", "64")),
        words(text("only", "")),
        words(text("jvm", "-Xmx192m -XX:+UseSerialGC")));
  }

  boolean wants(String part) {
    return only.isEmpty() || only.contains(part);
  }

  private static String text(String name, String otherwise) {
    var value = System.getProperty("bench." + name, "");
    return value.isEmpty() ? otherwise : value;
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split("[ ,]+", -1));
  }
}
