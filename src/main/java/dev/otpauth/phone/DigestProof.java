package dev.otpauth.phone;

import dev.otpauth.runtime.SandboxProfile;
import java.security.MessageDigest;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** By which a database knows the digest key that its digests were made with. */
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
   * Compares what a database has with this replica's.
   *
   * @throws IllegalStateException naming the setting, where they differ
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
