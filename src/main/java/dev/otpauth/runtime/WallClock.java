package dev.otpauth.runtime;

import java.time.Instant;
import java.time.InstantSource;

/**
 * This machine's own clock, which operators and NTP set. Held against PostgreSQL's, and never what
 * a decision is made by.
 */
public record WallClock(InstantSource source) {

  public Instant instant() {
    return source.instant();
  }
}
