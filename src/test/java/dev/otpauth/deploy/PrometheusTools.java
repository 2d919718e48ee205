package dev.otpauth.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.otpauth.RequiredTools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Prometheus as it is installed on this machine. */
final class PrometheusTools {

  static final Path RULES = Path.of("deploy", "prometheus");

  private PrometheusTools() {}

  static boolean areInstalled() {
    return RequiredTools.areOnPath("Rules and dashboard", "prometheus", "promtool");
  }

  /** Runs promtool on the rules; what it says, where it does not agree. */
  static String objections(String... arguments) throws IOException {
    var command = Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList();
    var process = started(command);
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return process.onExit().join().exitValue() == 0 ? "" : output;
  }

  private static Process started(List<String> command) throws IOException {
    return new ProcessBuilder(command).directory(RULES.toFile()).redirectErrorStream(true).start();
  }
}
