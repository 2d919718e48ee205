package dev.otpauth.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Callers that ask again as soon as they are answered. */
final class Wrk {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path SCRIPTS = Path.of("src", "bench", "lua");
  private static final String MARK = "RESULT ";

  private Wrk() {}

  /**
   * Loads a server.
   *
   * @param script in {@code src/bench/lua}
   * @param arguments of the script
   */
  static Load run(URI target, String script, int connections, Duration time, List<String> arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.addAll(
        List.of(
            "wrk",
            "--threads",
            connections < 2 ? "1" : "2",
            "--connections",
            Integer.toString(connections),
            "--duration",
            time.toSeconds() + "s",
            "--timeout",
            "30s",
            "--script",
            script,
            target.toString(),
            "--"));
    command.addAll(arguments);
    var process =
        new ProcessBuilder(command).directory(SCRIPTS.toFile()).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("wrk: " + output);
    }
    return output
        .lines()
        .filter(it -> it.startsWith(MARK))
        .map(it -> JSON.readValue(it.substring(MARK.length()), Load.class))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("wrk: " + output));
  }

  /**
   * What a load came to.
   *
   * @param answered with whatever status
   * @param refused those of them with a status of 400 or more
   * @param broken connections that could not be made, or broke, and answers that did not come
   * @param seconds it lasted
   * @param mean milliseconds, as are the others
   */
  record Load(
      long answered,
      long refused,
      long broken,
      double seconds,
      double mean,
      double p50,
      double p99) {

    double rate() {
      return (answered - refused) / seconds;
    }

    /** Both at once; of the percentiles, the worse ones. */
    Load plus(Load other) {
      return new Load(
          answered + other.answered,
          refused + other.refused,
          broken + other.broken,
          Math.max(seconds, other.seconds),
          (mean * answered + other.mean * other.answered) / Math.max(1, answered + other.answered),
          Math.max(p50, other.p50),
          Math.max(p99, other.p99));
    }
  }
}
