package dev.otpauth.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.Collections;

/** Reads a token key from a PKCS#12 keystore with one entry. */
final class KeystoreKey {

  private KeystoreKey() {}

  /**
   * Reads a private key with its certificate, or a certificate alone.
   *
   * @throws IllegalArgumentException if the key is invalid; the message names the setting and what
   *     it must be
   */
  static TokenKey read(
      String setting, String id, SigningAlgorithm algorithm, String path, String password) {
    try (var file = Files.newInputStream(Path.of(path.strip()))) {
      var keystore = KeyStore.getInstance("PKCS12");
      keystore.load(file, password.toCharArray());
      var aliases = Collections.list(keystore.aliases());
      if (aliases.size() != 1) {
        throw new IllegalArgumentException(
            "%s must have one entry, but has %s".formatted(setting, aliases.size()));
      }
      var alias = aliases.getFirst();
      var key = keystore.getKey(alias, password.toCharArray());
      var certificate = keystore.getCertificate(alias);
      if (certificate == null) {
        throw new IllegalArgumentException(setting + " must have a certificate with its key");
      }
      return new TokenKey(
          setting,
          id,
          algorithm,
          certificate.getPublicKey(),
          key instanceof PrivateKey privateKey ? privateKey : null);
    } catch (IOException | GeneralSecurityException | InvalidPathException _) {
      throw new IllegalArgumentException(
          setting + " must be the path of a PKCS#12 keystore that its password opens");
    }
  }
}
