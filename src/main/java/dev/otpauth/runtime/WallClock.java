package dev.otpauth.runtime;

import java.time.Instant;
import java.time.InstantSource;

/**
 * This machine's wall clock. It is compared with PostgreSQL's time, but no decision depends on it.
 */
public record WallClock(InstantSource source) {

  public Instant instant() {
    return source.instant();
  }
}
