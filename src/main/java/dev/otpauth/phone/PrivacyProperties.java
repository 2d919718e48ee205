package dev.otpauth.phone;

import dev.otpauth.runtime.InvalidSettings;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The keys that keep phone numbers private. Prints without them.
 *
 * @param digestKey 32 bytes in base64: the key of the digest that look-ups use
 * @param encryptionKeys AES-256 keys in base64, by id; each of them can read
 * @param activeKey the id of the key that encrypts from now on
 */
@Validated
@ConfigurationProperties("otp.privacy")
record PrivacyProperties(
    @NotBlank String digestKey,
    @NotEmpty Map<String, String> encryptionKeys,
    @NotBlank String activeKey) {

  private static final int KEY_BYTES = 32;

  /** Checks what is there; what is missing is the annotations' to tell. */
  PrivacyProperties {
    InvalidSettings.unless(
        () -> checkDigestKey(digestKey),
        () -> checkActiveKey(encryptionKeys, activeKey),
        () -> checkEncryptionKeys(encryptionKeys));
  }

  SecretKey digestSecret() {
    return secret("otp.privacy.digest-key", digestKey, "HmacSHA256");
  }

  Map<String, SecretKey> encryptionSecrets() {
    var secrets = new HashMap<String, SecretKey>();
    encryptionKeys.forEach((id, key) -> secrets.put(id, encryptionSecret(id, key)));
    return Map.copyOf(secrets);
  }

  private static void checkDigestKey(@Nullable String digestKey) {
    if (digestKey != null && !digestKey.isBlank()) {
      secret("otp.privacy.digest-key", digestKey, "HmacSHA256");
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
              .map(it -> (Runnable) () -> encryptionSecret(it.getKey(), it.getValue()))
              .toArray(Runnable[]::new));
    }
  }

  private static SecretKey encryptionSecret(String id, String key) {
    return secret("otp.privacy.encryption-keys." + id, key, "AES");
  }

  private static SecretKey secret(String setting, String base64, String algorithm) {
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
    return new SecretKeySpec(bytes, algorithm);
  }

  @Override
  public String toString() {
    return "PrivacyProperties[activeKey=%s]".formatted(activeKey);
  }
}
