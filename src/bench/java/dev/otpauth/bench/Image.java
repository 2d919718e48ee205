package dev.otpauth.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.springframework.util.FileSystemUtils;

/**
 * The service as the Dockerfile lays it out: its jar's layers, and an AOT cache, once {@link
 * Training} has made it.
 *
 * @param folder what is the image's working directory
 * @param layers bytes of each layer, what changes least first
 */
record Image(Path folder, SequencedMap<String, Long> layers) {

  static final String CACHE = "otp-auth.aot";

  private static final Path SETTINGS = Path.of("deploy", "image");
  private static final List<String> LAYERS =
      List.of("dependencies", "snapshot-dependencies", "application");

  static Image of(Path jar, Path work) throws IOException, InterruptedException {
    if (!Files.exists(jar)) {
      throw new IllegalStateException("no jar at " + jar);
    }
    var unpacked = work.resolve("layers");
    run(
        work,
        "-Djarmode=tools",
        "-jar",
        jar.toAbsolutePath().toString(),
        "extract",
        "--layers",
        "--destination",
        unpacked.toString());
    var folder = Files.createDirectories(work.resolve("app"));
    Files.copy(SETTINGS.resolve("java.options"), folder.resolve("java.options"));
    var layers = new LinkedHashMap<String, Long>();
    for (var layer : LAYERS) {
      var from = Files.createDirectories(unpacked.resolve(layer));
      layers.put(layer, size(from));
      FileSystemUtils.copyRecursively(from, folder);
    }
    return new Image(folder, layers);
  }

  /** The cache has been made. */
  void isTrained() throws IOException {
    layers.put("AOT cache", Files.size(folder.resolve(CACHE)));
  }

  /** The command behind {@code java}: the image's, with these flags added. */
  List<String> command(List<String> flags, boolean cached) {
    var command = new ArrayList<String>();
    command.add("@java.options");
    command.addAll(flags);
    if (cached) {
      command.add("-XX:AOTCache=" + CACHE);
    }
    command.addAll(List.of("-jar", "otp-auth.jar"));
    return command;
  }

  private static void run(Path folder, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(arguments));
    command.addFirst(Server.JAVA.toString());
    var log = folder.resolve("image.log");
    var process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + "\n" + Files.readString(log));
    }
  }

  private static long size(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(it -> it.toFile().length()).sum();
    }
  }
}
