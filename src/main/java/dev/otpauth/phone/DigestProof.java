package dev.otpauth.phone;

import dev.otpauth.runtime.SandboxProfile;
import java.security.MessageDigest;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * A value derived from the digest key, stored in the database to detect a replica with another key.
 */
@Component
class DigestProof {

  private static final String PROVEN = "proof of the digest key";

  private final PhoneVault vault;
  private final boolean isSandbox;

  DigestProof(PhoneVault vault, Environment environment) {
    this.vault = vault;
    this.isSandbox = SandboxProfile.isOn(environment);
  }

  byte[] bytes() {
    return vault.digest(PROVEN).bytes();
  }

  /**
   * Compares the stored proof with that of this replica's key.
   *
   * @throws IllegalStateException if they differ; the message names the setting
   */
  void compare(byte[] stored) {
    if (!MessageDigest.isEqual(stored, bytes())) {
      throw new IllegalStateException(
          isSandbox
              ? "spring.datasource.url leads to a database that the sandbox did not make: give it"
                  + " one of its own, or remove the profile sandbox"
              : "otp.privacy.digest-key is not the key that the stored digests were made with");
    }
  }
}
