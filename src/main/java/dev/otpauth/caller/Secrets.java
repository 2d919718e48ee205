package dev.otpauth.caller;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Computes the digest of a caller's secret: SHA-256 of its UTF-8 bytes. */
final class Secrets {

  private Secrets() {}

  static byte[] digest(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  /** Returns the digest in lower-case hex, as in the settings. */
  static String sha256(String secret) {
    return HexFormat.of().formatHex(digest(secret));
  }
}
