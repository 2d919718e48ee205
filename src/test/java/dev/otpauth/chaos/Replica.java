package dev.otpauth.chaos;

import dev.otpauth.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The jar, as a process. */
final class Replica implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(90);

  private final URI address;
  private final URI management;
  private final Process process;

  private Replica(URI address, URI management, Process process) {
    this.address = address;
    this.management = management;
    this.process = process;
  }

  /** Starts a process; {@link #awaitReady()} tells when it serves. */
  static Replica start(Path jar, Settings settings, Path log) throws IOException {
    var port = Ports.free();
    var management = Ports.free();
    var command = new ArrayList<String>();
    command.add(Jar.JAVA.toString());
    command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-jar", jar.toString()));
    command.add("--server.port=" + port);
    command.add("--management.server.port=" + management);
    command.addAll(settings.arguments());
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new Replica(local(port), local(management), process);
  }

  private static URI local(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  Replica awaitReady() {
    Await.until(
        "replica is ready",
        START,
        () -> process.isAlive() ? readiness() : -1,
        status -> status == 200 || status == -1);
    if (!process.isAlive()) {
      throw new IllegalStateException("the replica ended instead of starting; see its log");
    }
    return this;
  }

  int readiness() {
    return probe("readiness");
  }

  /** As the kubelet does. */
  int probe(String group) {
    return new Caller(management, "", "").get("/actuator/health/" + group).status();
  }

  URI address() {
    return address;
  }

  /** The login backend, at this replica. */
  Caller login() {
    return Caller.of(address, "login", Settings.LOGIN_SECRET);
  }

  /** The support desk, at this replica. */
  Caller support() {
    return Caller.of(address, "support", Settings.SUPPORT_SECRET);
  }

  /** Another backend that verifies, at this replica. */
  Caller signup() {
    return Caller.of(address, "signup", Settings.SIGNUP_SECRET);
  }

  Caller stranger() {
    return Caller.of(address, "login", "not-the-secret");
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** {@code kill -9}. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** {@code SIGTERM}. */
  void terminate() {
    process.destroy();
  }

  int exitCode(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still running %d s after SIGTERM".formatted(limit.toSeconds()));
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    kill();
  }
}
