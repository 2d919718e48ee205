package dev.otpauth.events;

import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A secret for signing webhooks. {@link #toString} omits it. */
record WebhookSecret(SecretKey key) {

  static final String ALGORITHM = "HmacSHA256";

  private static final String PREFIX = "whsec_";
  private static final int MIN_BYTES = 24;
  private static final int MAX_BYTES = 64;

  /**
   * Parses the form of Standard Webhooks: {@code whsec_} and base64.
   *
   * @throws IllegalArgumentException if it is invalid; the message continues "The setting …" and
   *     omits the value
   */
  public static WebhookSecret of(String written) {
    var stripped = written.strip();
    if (stripped.startsWith(PREFIX)) {
      try {
        var bytes = Base64.getDecoder().decode(stripped.substring(PREFIX.length()));
        if (bytes.length >= MIN_BYTES && bytes.length <= MAX_BYTES) {
          return new WebhookSecret(new SecretKeySpec(bytes, ALGORITHM));
        }
      } catch (IllegalArgumentException _) {
        // Reported below.
      }
    }
    throw new IllegalArgumentException(
        "must be %s and the base64 of %s to %s bytes".formatted(PREFIX, MIN_BYTES, MAX_BYTES));
  }

  @Override
  public String toString() {
    return "WebhookSecret";
  }
}
