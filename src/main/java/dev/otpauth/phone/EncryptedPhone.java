package dev.otpauth.phone;

import java.util.UUID;

/**
 * A phone number as it is stored, to be read back with {@link PhoneVault#open}.
 *
 * @param row the id of what it is stored with; as part of another row it cannot be read
 * @param keyId the id of the key that encrypted it
 * @param ciphertext initialisation vector, AES-256-GCM ciphertext and tag
 */
@SuppressWarnings("ArrayRecordComponent") // compared by no one; copied by no one
public record EncryptedPhone(UUID row, String keyId, byte[] ciphertext) {

  @Override
  public String toString() {
    return "EncryptedPhone[keyId=%s]".formatted(keyId);
  }
}
