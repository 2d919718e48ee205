package dev.otpauth.operations;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Callers' words for what a number is verified for, so that meters stay few. */
@Component
final class BoundedPurposes {

  /** Beyond so many, a new one is {@code other}. */
  static final int MOST = 20;

  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /** The purpose, where it is one of the first; {@code none} where there is none. */
  String bounded(@Nullable String purpose) {
    if (purpose == null) {
      return "none";
    }
    return known.contains(purpose) || admitted(purpose) ? purpose : "other";
  }

  private synchronized boolean admitted(String purpose) {
    return known.contains(purpose) || (known.size() < MOST && known.add(purpose));
  }
}
