package dev.otpauth.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.RequiredTools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs a script with the installed PHP and its curl extension. */
final class PhpProcess {

  private final Path script;
  private final Map<String, String> environment;

  /**
   * A script of the test's resources.
   *
   * @param environment what it is to know
   */
  PhpProcess(String script, Map<String, String> environment) {
    try {
      this.script = new ClassPathResource("php/" + script).getFile().toPath();
    } catch (IOException e) {
      throw new IllegalStateException("Tests run from directories", e);
    }
    this.environment = environment;
  }

  static boolean isInstalled() {
    return RequiredTools.isPresent(
        hasCurl(), "PHP samples: not tested, php or its curl extension is missing");
  }

  /** Runs the script and returns the one line of JSON that it prints. */
  JsonNode run(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("php", script.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    assertThat(output.lines()).hasSize(1);
    return JsonMapper.shared().readTree(output);
  }

  private static boolean hasCurl() {
    try {
      var process = new ProcessBuilder("php", "-m").redirectErrorStream(true).start();
      return new String(process.getInputStream().readAllBytes(), UTF_8)
          .lines()
          .anyMatch("curl"::equals);
    } catch (IOException _) {
      return false;
    }
  }
}
