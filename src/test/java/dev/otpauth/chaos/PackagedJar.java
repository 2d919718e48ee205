package dev.otpauth.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** The built jar, laid out as in the image. */
final class PackagedJar {

  static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private static final Path BUILT = Path.of(System.getProperty("chaos.jar", "target/otp-auth.jar"));
  private static final Path HOME = Path.of("target", "chaos", "jar");

  private static @Nullable Path trained;

  private PackagedJar() {}

  /** The jar to be started, with an AOT cache: it starts in half the time. */
  static synchronized Path trained() throws IOException {
    if (trained == null) {
      var jar = unpacked(BUILT, HOME.resolve("layers"));
      train(jar);
      trained = jar;
    }
    return trained;
  }

  /** The command that starts an unpacked jar, with its AOT cache if it has one. */
  static List<String> command(Path jar) {
    var cache = cacheOf(jar);
    return command(jar, Files.exists(cache) ? List.of("-XX:AOTCache=" + cache) : List.of());
  }

  private static List<String> command(Path jar, List<String> flags) {
    return Stream.of(
            List.of(JAVA.toString(), "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            flags,
            List.of("-jar", jar.toString()))
        .flatMap(List::stream)
        .toList();
  }

  private static Path cacheOf(Path jar) {
    return jar.resolveSibling("otp-auth.aot");
  }

  /** Starts the service once, and stops it as soon as it is ready. */
  private static void train(Path jar) throws IOException {
    FileSystemUtils.deleteRecursively(HOME.resolve("data"));
    try (var postgres = new Postgres(HOME.resolve("data"));
        var provider = new ScriptedProvider()) {
      var training =
          List.of("-XX:AOTCacheOutput=" + cacheOf(jar), "-Dspring.context.exit=onRefresh");
      var command = new ArrayList<>(command(jar, training));
      command.addAll(ReplicaSettings.of(postgres, provider).arguments());
      run(command, HOME.resolve("training.log"));
    }
  }

  private static void run(List<String> command, Path log) throws IOException {
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (process.onExit().join().exitValue() != 0) {
      throw new IllegalStateException("failed, see " + log);
    }
  }

  /** Unpacks a jar, and returns where it can be started; it has no cache yet. */
  static Path unpacked(Path jar, Path into) throws IOException {
    FileSystemUtils.deleteRecursively(into);
    run(
        List.of(
            JAVA.toString(),
            "-Djarmode=tools",
            "-jar",
            jar.toString(),
            "extract",
            "--destination",
            into.toString()),
        Files.createDirectories(into.getParent()).resolve("unpacking.log"));
    return into.resolve(jar.getFileName());
  }
}
