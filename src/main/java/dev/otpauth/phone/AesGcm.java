package dev.otpauth.phone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts and decrypts texts with AES-GCM (NIST SP 800-38D). The output is a random initialisation
 * vector, the ciphertext and the tag. A ciphertext is bound to a context, such as the id of its
 * row, and cannot be decrypted with another.
 */
final class AesGcm {

  private static final String ALGORITHM = "AES/GCM/NoPadding";
  private static final int VECTOR_BYTES = 12;
  private static final int TAG_BYTES = 16;

  private final SecretKey key;
  private final SecureRandom random = new SecureRandom();

  /** Shared under a lock for some microseconds, because a look-up takes longer. */
  private final Cipher cipher;

  AesGcm(SecretKey key) {
    this.key = key;
    try {
      this.cipher = Cipher.getInstance(ALGORITHM);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every JDK", e);
    }
  }

  byte[] encrypt(String text, String context) {
    var vector = new byte[VECTOR_BYTES];
    random.nextBytes(vector);
    try {
      var plain = text.getBytes(UTF_8);
      var ciphertext = runCipher(Cipher.ENCRYPT_MODE, vector, context, plain, 0, plain.length);
      return ByteBuffer.allocate(vector.length + ciphertext.length)
          .put(vector)
          .put(ciphertext)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM failed to encrypt", e);
    }
  }

  /**
   * Decrypts a text.
   *
   * @throws IllegalStateException if it was encrypted with another key or context, or was tampered
   *     with
   */
  String decrypt(byte[] sealed, String context) {
    if (sealed.length < VECTOR_BYTES + TAG_BYTES) {
      throw new IllegalStateException("Too short to be a ciphertext");
    }
    var vector = Arrays.copyOf(sealed, VECTOR_BYTES);
    var length = sealed.length - VECTOR_BYTES;
    try {
      return new String(
          runCipher(Cipher.DECRYPT_MODE, vector, context, sealed, VECTOR_BYTES, length), UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "Encrypted with another key or for another row, or tampered with", e);
    }
  }

  private synchronized byte[] runCipher(
      int mode, byte[] vector, String context, byte[] input, int offset, int length)
      throws GeneralSecurityException {
    cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, vector));
    cipher.updateAAD(context.getBytes(UTF_8));
    return cipher.doFinal(input, offset, length);
  }
}
