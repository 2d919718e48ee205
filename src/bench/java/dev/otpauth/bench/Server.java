package dev.otpauth.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A Java process that serves HTTP.
 *
 * @param readyAfter from its start until it answered that it is ready
 */
record Server(Process process, URI address, Duration readyAfter, Management management, Path log)
    implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int LAST_LINES = 10;
  static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  /**
   * Starts one and waits until it is ready.
   *
   * @param folder it works in
   * @param java what stands behind {@code java}
   * @param readyPath is answered with 200 once it is
   */
  static Server start(
      Path folder, List<String> java, String readyPath, List<String> settings, Path log)
      throws IOException, InterruptedException {
    var port = freePort();
    var command = new ArrayList<String>();
    command.add(JAVA.toString());
    command.addAll(java);
    command.add("--server.port=" + port);
    command.addAll(settings);
    var begun = System.nanoTime();
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    // As in the image.
    builder.environment().put("MALLOC_ARENA_MAX", "1");
    var process = builder.start();
    // Of no use to anyone once the bench is gone.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    var address = URI.create("http://127.0.0.1:" + port);
    awaitReady(process, address.resolve(readyPath), begun, log);
    var readyAfter = Duration.ofNanos(System.nanoTime() - begun);
    return new Server(process, address, readyAfter, new Management(process.pid()), log);
  }

  private static void awaitReady(Process process, URI ready, long begun, Path log)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      while (!listens(ready) || !answers(client, ready)) {
        if (!process.isAlive() || System.nanoTime() - begun > PATIENCE.toNanos()) {
          process.destroy();
          throw new IllegalStateException("not ready: " + end(log));
        }
        LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      }
    }
  }

  /** Costs next to nothing, so that waiting for a start does not slow it down. */
  private static boolean listens(URI address) {
    try (var _ = new Socket(address.getHost(), address.getPort())) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean answers(HttpClient client, URI ready) throws InterruptedException {
    try {
      var answer = client.send(HttpRequest.newBuilder(ready).build(), BodyHandlers.discarding());
      return answer.statusCode() == 200;
    } catch (IOException _) {
      return false;
    }
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Complains where it has ended, with what it said last. */
  void mustLive() throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException("ended with %d: %s".formatted(process.exitValue(), end(log)));
    }
  }

  private static String end(Path log) throws IOException {
    var lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  @Override
  public void close() throws IOException {
    if (process.isAlive()) {
      management.close();
    }
    process.destroy();
    process.onExit().join();
  }
}
