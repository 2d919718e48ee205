package dev.otpauth.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.otpauth.OrdinaryRole;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** What a replica is started with. */
record ReplicaSettings(Map<String, String> values) {

  static final String LOGIN_SECRET = "chaos-login-secret";
  static final String SUPPORT_SECRET = "chaos-support-secret";
  static final String SIGNUP_SECRET = "chaos-signup-secret";

  /** The default one first. */
  static final List<String> SENDERS = List.of("628001234567", "628001234568", "628001234569");

  static ReplicaSettings of(Postgres postgres, ScriptedProvider provider) {
    var settings =
        Map.ofEntries(
            Map.entry("spring.datasource.url", postgres.url()),
            Map.entry("spring.datasource.username", OrdinaryRole.NAME),
            Map.entry("spring.datasource.password", OrdinaryRole.PASSWORD),
            Map.entry("spektif.base-url", provider.baseUrl()),
            Map.entry("spektif.client-id", ScriptedProvider.CLIENT_ID),
            Map.entry("spektif.client-secret", ScriptedProvider.CLIENT_SECRET),
            Map.entry("spektif.from-number", String.join(",", SENDERS)),
            // The suite keeps the provider's books: what it is asked, and how often.
            Map.entry("spektif.probe.enabled", "false"),
            Map.entry("otp.clients[0].id", "login"),
            Map.entry("otp.clients[0].secret-sha256", sha256(LOGIN_SECRET)),
            Map.entry("otp.clients[0].authorities", "otp:verify"),
            Map.entry("otp.clients[1].id", "support"),
            Map.entry("otp.clients[1].secret-sha256", sha256(SUPPORT_SECRET)),
            Map.entry("otp.clients[1].authorities", "otp:read"),
            Map.entry("otp.clients[2].id", "signup"),
            Map.entry("otp.clients[2].secret-sha256", sha256(SIGNUP_SECRET)),
            Map.entry("otp.clients[2].authorities", "otp:verify"),
            // Paced by the tests that are about it.
            Map.entry(
                "resilience4j.ratelimiter.instances.spektif-messages.limit-for-period", "5000"),
            Map.entry("resilience4j.ratelimiter.instances.spektif.limit-for-period", "5000"),
            Map.entry("otp.throttle.send-delays", "0s,".repeat(99) + "0s"),
            Map.entry("otp.privacy.digest-key", key("digest")),
            Map.entry("otp.privacy.encryption-keys.k1", key("encryption")),
            Map.entry("otp.privacy.active-key", "k1"));
    return new ReplicaSettings(settings);
  }

  /** These, with others added or in place of them. */
  ReplicaSettings and(Map<String, String> more) {
    var all = new HashMap<>(values);
    all.putAll(more);
    return new ReplicaSettings(all);
  }

  List<String> arguments() {
    return values.entrySet().stream()
        .map(it -> "--%s=%s".formatted(it.getKey(), it.getValue()))
        .toList();
  }

  private static String sha256(String secret) {
    return HexFormat.of().formatHex(digest(secret));
  }

  private static String key(String of) {
    return Base64.getEncoder().encodeToString(digest("chaos " + of + " key"));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
