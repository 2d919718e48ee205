package dev.otpauth.chaos;

import dev.otpauth.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;

/** The jar, as a process. */
final class ReplicaProcess implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(90);

  private final URI address;
  private final URI management;
  private final Process process;

  private ReplicaProcess(URI address, URI management, Process process) {
    this.address = address;
    this.management = management;
    this.process = process;
  }

  /** Starts a process; {@link #awaitReady()} tells when it serves. */
  static ReplicaProcess start(Path jar, ReplicaSettings settings, Path log) throws IOException {
    var port = Ports.free();
    var management = Ports.free();
    var command = new ArrayList<>(PackagedJar.command(jar));
    command.add("--server.port=" + port);
    command.add("--management.server.port=" + management);
    command.addAll(settings.arguments());
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new ReplicaProcess(local(port), local(management), process);
  }

  private static URI local(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  ReplicaProcess awaitReady() {
    Eventually.until(
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
    return new CallerClient(management, "", "").get("/actuator/health/" + group).status();
  }

  URI address() {
    return address;
  }

  /** The login backend, at this replica. */
  CallerClient login() {
    return CallerClient.of(address, "login", ReplicaSettings.LOGIN_SECRET);
  }

  /** The support desk, at this replica. */
  CallerClient support() {
    return CallerClient.of(address, "support", ReplicaSettings.SUPPORT_SECRET);
  }

  /** Another backend that verifies, at this replica. */
  CallerClient signup() {
    return CallerClient.of(address, "signup", ReplicaSettings.SIGNUP_SECRET);
  }

  CallerClient stranger() {
    return CallerClient.of(address, "login", "not-the-secret");
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
