package dev.otpauth.idempotency;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A caller's {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header), unique per
 * caller. {@link #toString} omits its value.
 *
 * @param value 1 to 128 visible ASCII characters
 */
public record IdempotencyKey(String callerId, String value) {

  /** The order in which records are locked. */
  static final Comparator<IdempotencyKey> ORDER =
      Comparator.comparing(IdempotencyKey::callerId).thenComparing(IdempotencyKey::value);

  private static final Pattern BARE = Pattern.compile("[\\x21-\\x7e&&[^\"]]{1,128}");
  private static final Pattern QUOTED = Pattern.compile("\"([\\x21-\\x7e&&[^\"]]{1,128})\"");

  /** Parses the header, quoted or bare; empty if it is malformed. */
  public static Optional<IdempotencyKey> parse(String callerId, String header) {
    var trimmed = header.strip();
    var quoted = QUOTED.matcher(trimmed);
    if (quoted.matches()) {
      return Optional.of(new IdempotencyKey(callerId, quoted.group(1)));
    }
    return BARE.matcher(trimmed).matches()
        ? Optional.of(new IdempotencyKey(callerId, trimmed))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "IdempotencyKey[callerId=%s]".formatted(callerId);
  }
}
