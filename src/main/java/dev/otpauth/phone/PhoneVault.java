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

/**
 * Turns phone numbers into what may be stored: a keyed digest to find them by, and a ciphertext.
 */
@Component
@EnableConfigurationProperties(PrivacyProperties.class)
public class PhoneVault {

  /** What a proof encrypts: no number. */
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

  /** Of the number: equal for equal numbers, and useless without the key. */
  public KeyedDigest digest(PhoneNumber number) {
    return digest(number.e164());
  }

  /** Of a text that must not be readable in what is stored. */
  public KeyedDigest digest(String text) {
    try {
      // A copy that has the key already; looking the algorithm up and keying it costs more than the
      // digest.
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
   * Encrypts with the active key.
   *
   * @param row the id of what the number is stored with
   */
  public EncryptedPhone seal(PhoneNumber number, UUID row) {
    var sealed = seal(number.e164(), row.toString());
    return new EncryptedPhone(row, sealed.keyId(), sealed.ciphertext());
  }

  /**
   * Encrypts a text that may hold a number with the active key.
   *
   * @param context what the text is stored with
   */
  public SealedText seal(String text, String context) {
    return new SealedText(context, activeKey, encryptor(activeKey).encrypt(text, context));
  }

  /**
   * Decrypts with the key that encrypted.
   *
   * @throws IllegalStateException where that key is not configured any more, or the ciphertext was
   *     tampered with, or is that of another row
   */
  public PhoneNumber open(EncryptedPhone phone) {
    return new PhoneNumber(
        open(new SealedText(phone.row().toString(), phone.keyId(), phone.ciphertext())));
  }

  /** Decrypts a text likewise. */
  public String open(SealedText sealed) {
    return encryptor(sealed.keyId()).decrypt(sealed.ciphertext(), sealed.context());
  }

  String activeKey() {
    return activeKey;
  }

  /** The ids of the keys that can read. */
  Set<String> keyIds() {
    return encryptors.keySet();
  }

  /** By which the key of that id can be told from another one later, and not be found. */
  byte[] proof(String keyId) {
    return encryptor(keyId).encrypt(PROVEN, keyId);
  }

  /** Whether the key of that id made the proof. */
  boolean made(byte[] proof, String keyId) {
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
