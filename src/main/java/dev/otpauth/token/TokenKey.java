package dev.otpauth.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A configured token key. It is checked to fit its algorithm, and its private key to match the
 * public one. {@link #toString} omits the key material.
 *
 * @param setting the setting it was read from, for error messages
 * @param privateKey null for a key that only verifies older tokens
 */
record TokenKey(
    String setting,
    String id,
    SigningAlgorithm algorithm,
    PublicKey publicKey,
    @Nullable PrivateKey privateKey) {

  private static final int ED25519_BYTES = 32;

  TokenKey {
    var objection = algorithm.objectionTo(publicKey);
    if (objection != null) {
      throw new IllegalArgumentException(setting + " " + objection);
    }
    if (privateKey != null && !belongTogether(algorithm, publicKey, privateKey)) {
      throw new IllegalArgumentException(
          setting + " must hold a private key and the public key that belongs to it");
    }
  }

  private static boolean belongTogether(
      SigningAlgorithm algorithm, PublicKey publicKey, PrivateKey privateKey) {
    var text = "one of a pair".getBytes(US_ASCII);
    try {
      return algorithm.verify(text, algorithm.sign(text, privateKey), publicKey);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  boolean canSign() {
    return privateKey != null;
  }

  byte[] sign(byte[] text) {
    if (privateKey == null) {
      throw new IllegalStateException(setting + " holds no private key");
    }
    try {
      return algorithm.sign(text, privateKey);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(setting + " cannot sign", e);
    }
  }

  boolean verify(byte[] text, byte[] signature) {
    return algorithm.verify(text, signature, publicKey);
  }

  /** The public key as a JWK (RFC 7517). */
  JWK published() {
    return switch (publicKey) {
      case ECPublicKey ec ->
          new ECKey.Builder(Curve.P_256, ec)
              .keyID(id)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(algorithm.registeredName())
              .build();
      case EdECPublicKey ed ->
          new OctetKeyPair.Builder(Curve.Ed25519, point(ed))
              .keyID(id)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(algorithm.registeredName())
              .build();
      case RSAPublicKey rsa ->
          new RSAKey.Builder(rsa)
              .keyID(id)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(algorithm.registeredName())
              .build();
      default -> throw new IllegalStateException("no algorithm uses this type of key");
    };
  }

  /** The public point: the last bytes of the X.509 encoding (RFC 8410, section 4). */
  private static Base64URL point(EdECPublicKey key) {
    var encoded = key.getEncoded();
    return Base64URL.encode(
        Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length));
  }

  @Override
  public String toString() {
    return "TokenKey[id=%s, algorithm=%s]".formatted(id, algorithm.registeredName());
  }
}
