package dev.otpauth.phone;

import dev.otpauth.runtime.InvalidSettings;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The keys that protect phone numbers. The text form does not contain them.
 *
 * @param digestKey the key of the digest by which numbers are found: 32 bytes in base64
 * @param encryptionKeys AES-256 keys in base64, by id; all of them decrypt
 * @param activeKey the id of the key that encrypts
 */
@Validated
@ConfigurationProperties("otp.privacy")
record PrivacyProperties(
    @NotBlank String digestKey,
    @NotEmpty Map<String, String> encryptionKeys,
    @NotBlank String activeKey) {

  /** How to replace a weak key, for error messages. */
  static final String REMEDY = "make one with openssl rand -base64 32";

  private static final String DIGEST_KEY = "otp.privacy.digest-key";
  private static final int KEY_BYTES = 32;

  /** Validates the keys that are set; missing ones are reported by the annotations. */
  PrivacyProperties {
    InvalidSettings.unless(
        () -> checkDigestKey(digestKey),
        () -> checkActiveKey(encryptionKeys, activeKey),
        () -> checkEncryptionKeys(encryptionKeys),
        () -> checkApart(digestKey, encryptionKeys));
  }

  SecretKey digestSecret() {
    return new SecretKeySpec(bytes(DIGEST_KEY, digestKey), "HmacSHA256");
  }

  Map<String, SecretKey> encryptionSecrets() {
    var secrets = new HashMap<String, SecretKey>();
    encryptionKeys.forEach(
        (id, key) -> secrets.put(id, new SecretKeySpec(bytes(named(id), key), "AES")));
    return Map.copyOf(secrets);
  }

  /** Returns the bytes of all keys, by the names of their settings. */
  Map<String, ByteBuffer> keys() {
    var keys = new LinkedHashMap<String, ByteBuffer>();
    keys.put(DIGEST_KEY, ByteBuffer.wrap(bytes(DIGEST_KEY, digestKey)));
    encryptionKeys.forEach(
        (id, key) -> keys.put(named(id), ByteBuffer.wrap(bytes(named(id), key))));
    return keys;
  }

  private static void checkDigestKey(@Nullable String digestKey) {
    if (digestKey != null && !digestKey.isBlank()) {
      requireRandom(DIGEST_KEY, bytes(DIGEST_KEY, digestKey));
    }
  }

  private static void checkActiveKey(
      @Nullable Map<String, String> encryptionKeys, @Nullable String activeKey) {
    if (encryptionKeys == null || activeKey == null || activeKey.isBlank()) {
      return;
    }
    if (!encryptionKeys.containsKey(activeKey)) {
      throw new IllegalArgumentException(
          "otp.privacy.active-key names a key that otp.privacy.encryption-keys does not have");
    }
  }

  private static void checkEncryptionKeys(@Nullable Map<String, String> encryptionKeys) {
    if (encryptionKeys != null) {
      InvalidSettings.unless(
          encryptionKeys.entrySet().stream()
              .map(it -> (Runnable) () -> checkEncryptionKey(named(it.getKey()), it.getValue()))
              .toArray(Runnable[]::new));
    }
  }

  private static void checkEncryptionKey(String setting, String key) {
    requireRandom(setting, bytes(setting, key));
  }

  /**
   * No two keys may be equal: a leaked one must not open other data, and a rotation must change the
   * key.
   */
  private static void checkApart(
      @Nullable String digestKey, @Nullable Map<String, String> encryptionKeys) {
    if (digestKey == null || digestKey.isBlank() || encryptionKeys == null) {
      return;
    }
    var settings = new HashMap<ByteBuffer, String>();
    settings.put(ByteBuffer.wrap(bytes(DIGEST_KEY, digestKey)), DIGEST_KEY);
    encryptionKeys.forEach(
        (id, key) -> {
          var other = settings.putIfAbsent(ByteBuffer.wrap(bytes(named(id), key)), named(id));
          if (other != null) {
            throw new IllegalArgumentException(
                "%s is the same key as %s: %s".formatted(named(id), other, REMEDY));
          }
        });
  }

  private static void requireRandom(String setting, byte[] key) {
    for (var it : key) {
      if (it != key[0]) {
        return;
      }
    }
    throw new IllegalArgumentException(
        "%s is one byte over and over: %s".formatted(setting, REMEDY));
  }

  private static String named(String id) {
    return "otp.privacy.encryption-keys." + id;
  }

  private static byte[] bytes(String setting, String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(setting + " must be base64");
    }
    if (bytes.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "%s must have %s bytes, but has %s".formatted(setting, KEY_BYTES, bytes.length));
    }
    return bytes;
  }

  @Override
  public String toString() {
    return "PrivacyProperties[activeKey=%s]".formatted(activeKey);
  }
}
