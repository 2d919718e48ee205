package dev.otpauth.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/** One database and one provider, and replicas of two versions that come and go. */
final class UpgradeEnvironment implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int BY_SIGTERM = 143;

  final ScriptedProvider provider;
  final LoadBalancer rotation = new LoadBalancer();
  final Postgres postgres;
  final StoredState store;

  private final Path home;
  private final ReplicaSettings settings;
  private final Path oldJar;
  private final Path newJar;
  private final List<ReplicaProcess> replicas = new ArrayList<>();

  UpgradeEnvironment(Path before) throws IOException {
    home = Files.createDirectories(Path.of("target", "chaos", "upgrade"));
    provider = new ScriptedProvider();
    oldJar = PackagedJar.unpacked(before, home.resolve("old"));
    newJar = PackagedJar.trained();
    FileSystemUtils.deleteRecursively(home.resolve("data"));
    postgres = new Postgres(home.resolve("data"));
    store = new StoredState(postgres);
    settings =
        ReplicaSettings.of(postgres, provider)
            .and(
                Map.of(
                    "spektif.response-timeout", "15s",
                    "otp.token.issuer", "https://otp.example.com",
                    "otp.token.active-key", "t1",
                    "otp.token.keys.t1.pem", signingKey()));
  }

  private static String signingKey() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      var pair = generator.generateKeyPair();
      return pem("PRIVATE KEY", pair.getPrivate().getEncoded())
          + pem("PUBLIC KEY", pair.getPublic().getEncoded());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String what, byte[] key) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key), what);
  }

  /** Starts a replica, which takes calls as soon as it is ready. */
  VersionedReplica joins(JarVersion version) throws IOException {
    var log = home.resolve("%s-%d.log".formatted(version.value(), replicas.size()));
    Files.deleteIfExists(log);
    var jar =
        switch (version) {
          case OLD -> oldJar;
          case NEW -> newJar;
        };
    var replica = ReplicaProcess.start(jar, settings, log);
    replicas.add(replica);
    var member = new VersionedReplica(version, replica);
    rotation.add(member);
    return member;
  }

  /**
   * Takes a replica out of the rotation, and tells it to stop while calls of its are at the
   * provider, which answers them once the replica takes no others.
   */
  void leaves(VersionedReplica member) throws InterruptedException {
    var gate = held(new RequestGate());
    while (member.inFlight() == 0) {
      gate.open();
      gate = held(new RequestGate());
    }
    rotation.remove(member);
    member.replica.terminate();
    Eventually.until(
        "it takes no calls", LIMIT, member.replica::readiness, status -> status != 200);
    provider.usually(ProviderBehaviour.ordinary());
    gate.open();
    assertThat(member.replica.exitCode(LIMIT)).isIn(0, BY_SIGTERM);
  }

  /** All that everybody is waiting for is the gate. */
  private RequestGate held(RequestGate gate) {
    provider.usually(gate.behaviour());
    Eventually.until("all wait", LIMIT, gate::arrived, count -> count == BackgroundTraffic.CLIENTS);
    return gate;
  }

  @Override
  public void close() throws IOException {
    replicas.forEach(ReplicaProcess::close);
    postgres.close();
    provider.close();
  }
}
