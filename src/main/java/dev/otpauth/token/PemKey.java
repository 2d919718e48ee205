package dev.otpauth.token;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a token key from PEM (RFC 7468): the public key, and the private key if it signs. */
final class PemKey {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
  private static final String PRIVATE = "PRIVATE KEY";
  private static final String PUBLIC = "PUBLIC KEY";
  private static final String CERTIFICATE = "CERTIFICATE";

  private PemKey() {}

  /**
   * Reads a key.
   *
   * @param pem the PEM text, or the path of a file
   * @throws IllegalArgumentException if the key is invalid; the message names the setting and what
   *     it must be
   */
  static TokenKey read(String setting, String id, SigningAlgorithm algorithm, String pem) {
    var blocks = blocks(setting, pem.contains("-----BEGIN ") ? pem : content(setting, pem));
    try {
      return new TokenKey(
          setting,
          id,
          algorithm,
          publicKey(setting, algorithm, blocks),
          privateKey(algorithm, blocks.get(PRIVATE)));
    } catch (GeneralSecurityException _) {
      throw new IllegalArgumentException(
          "%s must hold a key for %s".formatted(setting, algorithm.registeredName()));
    }
  }

  private static String content(String setting, String path) {
    try {
      return Files.readString(Path.of(path.strip()));
    } catch (IOException | InvalidPathException _) {
      throw new IllegalArgumentException(
          setting + " must be PEM, or the path of a PEM file that can be read");
    }
  }

  private static Map<String, byte[]> blocks(String setting, String pem) {
    var blocks = new HashMap<String, byte[]>();
    var found = BLOCK.matcher(pem);
    while (found.find()) {
      if (blocks.put(found.group(1), decoded(setting, found.group(2))) != null) {
        throw new IllegalArgumentException(
            "%s must hold one %s, not several".formatted(setting, found.group(1)));
      }
    }
    if (blocks.isEmpty()) {
      throw new IllegalArgumentException(setting + " must be PEM, but no block can be read");
    }
    for (var label : blocks.keySet()) {
      if (label.endsWith(PRIVATE) && !label.equals(PRIVATE)) {
        throw new IllegalArgumentException(
            setting + " must hold an unencrypted PKCS#8 key: convert it with openssl pkcs8 -topk8");
      }
    }
    return blocks;
  }

  private static byte[] decoded(String setting, String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(setting + " must be PEM, but a block is not base64");
    }
  }

  private static PublicKey publicKey(
      String setting, SigningAlgorithm algorithm, Map<String, byte[]> blocks)
      throws GeneralSecurityException {
    var key = blocks.get(PUBLIC);
    if (key != null) {
      return algorithm.keyFactory().generatePublic(new X509EncodedKeySpec(key));
    }
    var certificate = blocks.get(CERTIFICATE);
    if (certificate == null) {
      throw new IllegalArgumentException(
          setting + " must hold the public key, too: append what openssl pkey -pubout prints");
    }
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(certificate))
        .getPublicKey();
  }

  private static @Nullable PrivateKey privateKey(SigningAlgorithm algorithm, byte @Nullable [] key)
      throws GeneralSecurityException {
    return key == null
        ? null
        : algorithm.keyFactory().generatePrivate(new PKCS8EncodedKeySpec(key));
  }
}
