package dev.otpauth.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** {@link OpenLoop} in a process of its own. */
final class Gatling {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String MARK = "RESULT ";

  private Gatling() {}

  /**
   * Loads one server or several in turns.
   *
   * @param warmUp how long nothing counts at the beginning, for Gatling too has to warm up
   */
  static Load run(
      List<URI> targets,
      String authorization,
      long first,
      int perSecond,
      Duration warmUp,
      Duration time,
      Path results)
      throws IOException, InterruptedException {
    var command =
        List.of(
            Server.JAVA.toString(),
            "-Xmx384m",
            "--enable-native-access=ALL-UNNAMED",
            // How Gatling writes its log.
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "-Dlogback.configurationFile=bench/logback.xml",
            "-Dload.rate=" + perSecond,
            "-Dload.warm-up=" + warmUp.toSeconds(),
            "-Dload.seconds=" + time.toSeconds(),
            "-Dload.first=" + first,
            "-Dload.targets=" + targets.stream().map(URI::toString).collect(joining(",")),
            "-Dload.authorization=" + authorization,
            "io.gatling.app.Gatling",
            "--simulation",
            OpenLoop.class.getName(),
            "--results-folder",
            results.toString(),
            "--no-reports");
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output
        .lines()
        .filter(it -> it.startsWith(MARK))
        .map(it -> JSON.readValue(it.substring(MARK.length()), Load.class))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Gatling: " + output));
  }

  /**
   * What a load came to.
   *
   * @param answered as they should be, those of the warm-up included
   * @param failed those of the warm-up included
   * @param p50 milliseconds, as are the others
   */
  record Load(long answered, long failed, long p50, long p90, long p99, long p999) {}
}
