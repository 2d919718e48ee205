package dev.otpauth.phone;

import java.util.UUID;

/**
 * An encrypted phone number; {@link PhoneVault#open} decrypts it.
 *
 * @param row the id of the row that the ciphertext is bound to
 * @param keyId the id of the key that encrypted it
 * @param ciphertext initialisation vector, AES-256-GCM ciphertext and tag
 */
@SuppressWarnings("ArrayRecordComponent") // never compared or copied
public record EncryptedPhone(UUID row, String keyId, byte[] ciphertext) {

  @Override
  public String toString() {
    return "EncryptedPhone[keyId=%s]".formatted(keyId);
  }
}
