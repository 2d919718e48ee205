package dev.otpauth.phone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Creates the stored forms of phone numbers: a keyed digest for look-ups and a ciphertext. */
@Component
@EnableConfigurationProperties(PrivacyProperties.class)
public class PhoneVault {

  /** The plain text of a proof. */
  private static final String PROVEN = "proof of an encryption key";

  private final Mac digests;
  private final String activeKey;
  private final Map<String, AesGcm> encryptors;

  PhoneVault(PrivacyProperties properties) {
    this.digests = keyed(properties.digestSecret());
    this.activeKey = properties.activeKey();
    this.encryptors =
        properties.encryptionSecrets().entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, it -> new AesGcm(it.getValue())));
  }

  /** The keyed digest of a number; equal for equal numbers. */
  public KeyedDigest digest(PhoneNumber number) {
    return digest(number.e164());
  }

  /** The keyed digest of any text. */
  public KeyedDigest digest(String text) {
    try {
      // Cloning is cheaper than looking up the algorithm and setting the key.
      var mac = (Mac) digests.clone();
      return KeyedDigest.of(mac.doFinal(text.getBytes(UTF_8)));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's HMAC-SHA256 can be copied", e);
    }
  }

  private static Mac keyed(SecretKey key) {
    try {
      var mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA256 is part of every JDK", e);
    }
  }

  /**
   * Encrypts a number with the active key.
   *
   * @param row the id of the row that the ciphertext is bound to
   */
  public EncryptedPhone seal(PhoneNumber number, UUID row) {
    var sealed = seal(number.e164(), row.toString());
    return new EncryptedPhone(row, sealed.keyId(), sealed.ciphertext());
  }

  /**
   * Encrypts a text with the active key.
   *
   * @param context what the ciphertext is bound to
   */
  public SealedText seal(String text, String context) {
    return new SealedText(context, activeKey, encryptor(activeKey).encrypt(text, context));
  }

  /**
   * Decrypts a number.
   *
   * @throws IllegalStateException if its key is no longer configured, or the ciphertext was
   *     tampered with or belongs to another row
   */
  public PhoneNumber open(EncryptedPhone phone) {
    return new PhoneNumber(
        open(new SealedText(phone.row().toString(), phone.keyId(), phone.ciphertext())));
  }

  /** Decrypts a text, with the same exceptions. */
  public String open(SealedText sealed) {
    return encryptor(sealed.keyId()).decrypt(sealed.ciphertext(), sealed.context());
  }

  String activeKey() {
    return activeKey;
  }

  /** The ids of all configured keys. */
  Set<String> keyIds() {
    return encryptors.keySet();
  }

  /** A ciphertext by which the key of that id can be recognised later, without revealing it. */
  byte[] proof(String keyId) {
    return encryptor(keyId).encrypt(PROVEN, keyId);
  }

  /** Whether the proof was made with the configured key of that id. */
  boolean isProofOf(byte[] proof, String keyId) {
    try {
      return PROVEN.equals(encryptor(keyId).decrypt(proof, keyId));
    } catch (IllegalStateException _) {
      return false;
    }
  }

  private AesGcm encryptor(String keyId) {
    var encryptor = encryptors.get(keyId);
    if (encryptor == null) {
      throw new IllegalStateException(
          "Stored numbers need the setting otp.privacy.encryption-keys.%s".formatted(keyId));
    }
    return encryptor;
  }
}
