package dev.otpauth.phone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES in Galois/counter mode (NIST SP 800-38D) with a key: a random initialisation vector, then the
 * ciphertext, then the tag. What is encrypted is bound to a context, such as the id of its row, and
 * cannot be decrypted for another.
 */
final class AesGcm {

  private static final String ALGORITHM = "AES/GCM/NoPadding";
  private static final int VECTOR_BYTES = 12;
  private static final int TAG_BYTES = 16;

  private final SecretKey key;
  private final SecureRandom random = new SecureRandom();

  AesGcm(SecretKey key) {
    this.key = key;
  }

  byte[] encrypt(String text, String context) {
    var vector = new byte[VECTOR_BYTES];
    random.nextBytes(vector);
    try {
      var cipher = cipher(Cipher.ENCRYPT_MODE, vector, context);
      var ciphertext = cipher.doFinal(text.getBytes(UTF_8));
      return ByteBuffer.allocate(vector.length + ciphertext.length)
          .put(vector)
          .put(ciphertext)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every JDK", e);
    }
  }

  /**
   * Decrypts.
   *
   * @throws IllegalStateException where it was encrypted with another key or for another context,
   *     or was tampered with
   */
  String decrypt(byte[] sealed, String context) {
    if (sealed.length < VECTOR_BYTES + TAG_BYTES) {
      throw new IllegalStateException("Too short to be a ciphertext");
    }
    var input = ByteBuffer.wrap(sealed);
    var vector = new byte[VECTOR_BYTES];
    input.get(vector);
    try {
      var cipher = cipher(Cipher.DECRYPT_MODE, vector, context);
      return new String(cipher.doFinal(sealed, input.position(), input.remaining()), UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "Encrypted with another key or for another row, or tampered with", e);
    }
  }

  private Cipher cipher(int mode, byte[] vector, String context) throws GeneralSecurityException {
    var cipher = Cipher.getInstance(ALGORITHM);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, vector));
    cipher.updateAAD(context.getBytes(UTF_8));
    return cipher;
  }
}
