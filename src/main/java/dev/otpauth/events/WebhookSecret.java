package dev.otpauth.events;

import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A secret that webhooks are signed with. Prints without it. */
record WebhookSecret(SecretKey key) {

  static final String ALGORITHM = "HmacSHA256";

  private static final String PREFIX = "whsec_";
  private static final int LEAST_BYTES = 24;
  private static final int MOST_BYTES = 64;

  /**
   * Reads it as Standard Webhooks writes it: {@code whsec_} and base64.
   *
   * @throws IllegalArgumentException that ends the sentence "The setting …", without quoting it
   */
  public static WebhookSecret of(String written) {
    var stripped = written.strip();
    if (stripped.startsWith(PREFIX)) {
      try {
        var bytes = Base64.getDecoder().decode(stripped.substring(PREFIX.length()));
        if (bytes.length >= LEAST_BYTES && bytes.length <= MOST_BYTES) {
          return new WebhookSecret(new SecretKeySpec(bytes, ALGORITHM));
        }
      } catch (IllegalArgumentException _) {
        // Told below.
      }
    }
    throw new IllegalArgumentException(
        "must be %s and the base64 of %s to %s bytes".formatted(PREFIX, LEAST_BYTES, MOST_BYTES));
  }

  @Override
  public String toString() {
    return "WebhookSecret";
  }
}
