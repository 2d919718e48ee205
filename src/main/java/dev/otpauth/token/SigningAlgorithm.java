package dev.otpauth.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.NamedParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * The signature algorithms of tokens (RFC 7518, RFC 8037). They use the JDK, which produces JWT
 * signatures for all three; Nimbus needs another library for EdDSA, and Spring Security does not
 * support it.
 */
enum SigningAlgorithm {
  ES256("ES256", "EC", "SHA256withECDSAinP1363Format"),
  EDDSA("EdDSA", "Ed25519", "Ed25519"),
  RS256("RS256", "RSA", "SHA256withRSA");

  private static final int RSA_BITS = 2048;

  private final String name;
  private final String keys;
  private final String signatures;

  SigningAlgorithm(String name, String keys, String signatures) {
    this.name = name;
    this.keys = keys;
    this.signatures = signatures;
  }

  /** The registered name. */
  JWSAlgorithm registeredName() {
    return JWSAlgorithm.parse(name);
  }

  /** The factory for keys of this algorithm. */
  KeyFactory keyFactory() {
    try {
      return KeyFactory.getInstance(keys);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(keys + " keys are part of every JDK", e);
    }
  }

  /** Why a key does not fit this algorithm, as the end of a sentence; null if it fits. */
  @Nullable String objectionTo(PublicKey key) {
    return switch (this) {
      case ES256 ->
          key instanceof ECPublicKey ec
                  && Curve.P_256.equals(Curve.forECParameterSpec(ec.getParams()))
              ? null
              : "must be a key on the curve P-256 for ES256";
      case EDDSA ->
          key instanceof EdECPublicKey ed
                  && ed.getParams().getName().equals(NamedParameterSpec.ED25519.getName())
              ? null
              : "must be an Ed25519 key for EdDSA";
      case RS256 ->
          key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= RSA_BITS
              ? null
              : "must be an RSA key of %s bits or more for RS256".formatted(RSA_BITS);
    };
  }

  byte[] sign(byte[] text, PrivateKey key) throws GeneralSecurityException {
    var signature = Signature.getInstance(signatures);
    signature.initSign(key);
    signature.update(text);
    return signature.sign();
  }

  boolean verify(byte[] text, byte[] signed, PublicKey key) {
    try {
      var signature = Signature.getInstance(signatures);
      signature.initVerify(key);
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }
}
