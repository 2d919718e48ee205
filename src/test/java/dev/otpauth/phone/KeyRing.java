package dev.otpauth.phone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The keys of one replica for tests; a key's bytes are derived from its name. */
public record KeyRing(PrivacyProperties settings) {

  /**
   * Of those names the digest key and the encryption keys, of which the first is active.
   *
   * @param encryption ids, each with its bytes' name behind a {@code =} where that is another
   */
  public static KeyRing of(String digest, String... encryption) {
    var keys =
        Arrays.stream(encryption)
            .collect(Collectors.toMap(KeyRing::id, it -> key(it.substring(it.indexOf('=') + 1))));
    return new KeyRing(new PrivacyProperties(key(digest), keys, id(encryption[0])));
  }

  private static String id(String written) {
    return written.split("=", 2)[0];
  }

  /** 32 bytes in base64. */
  public static String key(String name) {
    return Base64.getEncoder()
        .encodeToString((name + ".".repeat(32)).substring(0, 32).getBytes(UTF_8));
  }

  public PhoneVault vault() {
    return new PhoneVault(settings);
  }

  /** As after the start of a replica with these keys. */
  public KeyRegistry start(JdbcClient database, Clock clock) {
    var registry = registry(database, clock);
    registry.checkAndRegister();
    return registry;
  }

  KeyRegistry registry(JdbcClient database, Clock clock) {
    return new KeyRegistry(
        database, vault(), new DigestProof(vault(), new StandardEnvironment()), clock);
  }
}
