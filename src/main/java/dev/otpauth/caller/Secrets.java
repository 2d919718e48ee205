package dev.otpauth.caller;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Callers' secrets and their SHA-256, of which only the latter is configured. A secret that is made
 * as documented begins with {@code otp_}, so neither can be taken for the other; a secret without
 * the prefix works too.
 */
final class Secrets {

  /** How an error message tells an operator to make a secret. */
  static final String HOW_TO_MAKE_ONE =
      "make one of otp_ and what openssl rand -hex 32 prints, and set its SHA-256";

  /** The error message for anything in the place of a hash, above all the secret itself. */
  static final String HASH_REQUIRED =
      "must be the SHA-256 of a secret in hex (64 digits), not the secret itself";

  private Secrets() {}

  /** Returns the SHA-256 of the secret's UTF-8 bytes. */
  static byte[] digest(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  /** Returns the {@link #digest} in lower-case hex, as it is configured. */
  static String sha256(String secret) {
    return HexFormat.of().formatHex(digest(secret));
  }
}
