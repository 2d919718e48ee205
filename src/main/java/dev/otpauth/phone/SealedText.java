package dev.otpauth.phone;

/**
 * A text as it is stored, to be read back with {@link PhoneVault#open(SealedText)}.
 *
 * @param context what it is stored with; as part of something else it cannot be read
 * @param keyId the id of the key that encrypted it
 * @param ciphertext initialisation vector, AES-256-GCM ciphertext and tag
 */
@SuppressWarnings("ArrayRecordComponent") // compared by no one; copied by no one
public record SealedText(String context, String keyId, byte[] ciphertext) {

  @Override
  public String toString() {
    return "SealedText[keyId=%s]".formatted(keyId);
  }
}
