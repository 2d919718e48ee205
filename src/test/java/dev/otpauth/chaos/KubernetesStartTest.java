package dev.otpauth.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.Ports;
import dev.otpauth.deploy.Manifests;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.util.FileSystemUtils;

/**
 * The jar, started with what the example overlay gives its pods and nothing else: the ConfigMap as
 * environment, the Secret as files, laid out as the kubelet does. What is empty there is filled in
 * by the names that this suite's settings have.
 */
@Tag("jar")
@Isolated("it takes all the machine has to start")
@EnabledIf("dev.otpauth.deploy.Manifests#canBeRendered")
class KubernetesStartTest {

  private static final Duration START = Duration.ofMinutes(2);

  @TempDir Path pod;
  private ScriptedProvider provider;
  private Postgres postgres;

  @BeforeEach
  void openWorld() throws IOException {
    var data = Path.of("target", "chaos", "kubernetes", "data");
    FileSystemUtils.deleteRecursively(data);
    postgres = new Postgres(Files.createDirectories(data.getParent()).resolve("data"));
    provider = new ScriptedProvider();
  }

  @AfterEach
  void closeWorld() throws IOException {
    provider.close();
    postgres.close();
  }

  @Test
  void theExampleFilledInVerifiesANumber() throws Exception {
    var filled = ReplicaSettings.of(postgres, provider).values();
    var port = Ports.free();
    var management = Ports.free();
    var service = start(filled, port, management);
    try {
      var login = CallerClient.of(local(port), "login", ReplicaSettings.LOGIN_SECRET);
      var kubelet = new CallerClient(local(management), "", "");
      Eventually.until(
          "the pod is ready",
          START,
          () -> service.isAlive() ? kubelet.get(readinessPath()).status() : -1,
          status -> status == 200 || status == -1);
      assertThat(service.isAlive()).as(() -> log()).isTrue();
      var it = Subscriber.of("kubernetes");
      var id = it.begin(login);
      assertThat(login.confirm(id, provider.books.code(it.phone())).is(200, "verified")).isTrue();
    } finally {
      service.destroyForcibly().onExit().join();
    }
  }

  @Test
  void theExampleAsItIsStopsTheStart() throws Exception {
    var service = start(Map.of(), Ports.free(), Ports.free());
    assertThat(service.onExit().get(START.toSeconds(), TimeUnit.SECONDS)).isSameAs(service);
    assertThat(service.exitValue()).isOne();
    assertThat(log()).contains("APPLICATION FAILED TO START", "Setting ");
  }

  private static String readinessPath() throws IOException {
    return Manifests.example().container().getReadinessProbe().getHttpGet().getPath();
  }

  private static URI local(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  private Process start(Map<String, String> filled, int port, int management) throws IOException {
    var manifests = Manifests.example();
    var files = secret(manifests, filled);
    var command = new ProcessBuilder(PackagedJar.command(PackagedJar.trained()));
    var environment = command.environment();
    environment.clear();
    environment.putAll(environment(manifests, filled));
    manifests
        .container()
        .getEnv()
        .forEach(
            it ->
                environment.put(
                    it.getName(),
                    it.getValue()
                        .replace(
                            manifests.container().getVolumeMounts().getFirst().getMountPath(),
                            files.toString())));
    // What this machine has in place of the cluster.
    environment.put("SERVER_PORT", Integer.toString(port));
    environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(management));
    if (!filled.isEmpty()) {
      environment.put("SPEKTIF_BASE_URL", provider.baseUrl());
    }
    return command.redirectErrorStream(true).redirectOutput(pod.resolve("log").toFile()).start();
  }

  private static Map<String, String> environment(Manifests manifests, Map<String, String> filled) {
    var environment = new HashMap<>(manifests.the(ConfigMap.class).getData());
    environment.replaceAll((name, value) -> value.isEmpty() ? of(name, filled) : value);
    if (!filled.isEmpty()) {
      environment.put("SPRING_DATASOURCE_URL", filled.get("spring.datasource.url"));
    }
    return environment;
  }

  /** The value of the setting that is meant by that variable: a caller's hash. */
  private static String of(String variable, Map<String, String> filled) {
    var setting =
        variable.replaceFirst("^OTP_CLIENTS_(\\d)_SECRET_SHA256$", "otp.clients[$1].secret-sha256");
    return filled.getOrDefault(setting, "");
  }

  /** A mounted Secret is a folder of links into one that is replaced as a whole. */
  private Path secret(Manifests manifests, Map<String, String> filled) throws IOException {
    var mounted = Files.createDirectories(pod.resolve("secret"));
    var version = Files.createDirectories(mounted.resolve("..2026_11_22"));
    Files.createSymbolicLink(mounted.resolve("..data"), version.getFileName());
    for (var name : manifests.the(Secret.class).getData().keySet()) {
      Files.writeString(version.resolve(name), filled.getOrDefault(name, ""));
      Files.createSymbolicLink(mounted.resolve(name), Path.of("..data", name));
    }
    return mounted;
  }

  private String log() {
    try {
      return Files.readString(pod.resolve("log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
