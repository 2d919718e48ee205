package dev.otpauth.phone;

/**
 * An encrypted text; {@link PhoneVault#open(SealedText)} decrypts it.
 *
 * @param context what the ciphertext is bound to
 * @param keyId the id of the key that encrypted it
 * @param ciphertext initialisation vector, AES-256-GCM ciphertext and tag
 */
@SuppressWarnings("ArrayRecordComponent") // never compared or copied
public record SealedText(String context, String keyId, byte[] ciphertext) {

  @Override
  public String toString() {
    return "SealedText[keyId=%s]".formatted(keyId);
  }
}
