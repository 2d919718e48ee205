package dev.otpauth.operations;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Bounds the number of purposes that callers can create as values of a meter's tag. */
@Component
final class BoundedPurposes {

  /** The maximum number of purposes; further ones become {@code other}. */
  static final int MAX_PURPOSES = 20;

  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /** Returns the purpose if it is among the first, else {@code other}; {@code none} for null. */
  String bounded(@Nullable String purpose) {
    if (purpose == null) {
      return "none";
    }
    return known.contains(purpose) || admit(purpose) ? purpose : "other";
  }

  private synchronized boolean admit(String purpose) {
    return known.contains(purpose) || (known.size() < MAX_PURPOSES && known.add(purpose));
  }
}
