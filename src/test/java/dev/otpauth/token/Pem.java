package dev.otpauth.token;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Base64;

/** Keys made for a test, and their PEM. */
final class Pem {

  private Pem() {}

  static KeyPair ec(String curve) {
    return generate("EC", new ECGenParameterSpec(curve));
  }

  static KeyPair p256() {
    return ec("secp256r1");
  }

  static KeyPair ed25519() {
    return generate("Ed25519", NamedParameterSpec.ED25519);
  }

  static KeyPair ed448() {
    return generate("Ed448", NamedParameterSpec.ED448);
  }

  static KeyPair rsa(int bits) {
    return generate("RSA", new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4));
  }

  private static KeyPair generate(String algorithm, AlgorithmParameterSpec parameters) {
    try {
      var generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(parameters);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Both halves, as {@code openssl genpkey} and {@code openssl pkey -pubout} print them. */
  static String of(KeyPair pair) {
    return block("PRIVATE KEY", pair.getPrivate()) + publicHalf(pair);
  }

  static String publicHalf(KeyPair pair) {
    return block("PUBLIC KEY", pair.getPublic());
  }

  static String privateHalf(KeyPair pair) {
    return block("PRIVATE KEY", pair.getPrivate());
  }

  static String block(String label, Key key) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, Base64.getMimeEncoder().encodeToString(key.getEncoded()));
  }
}
