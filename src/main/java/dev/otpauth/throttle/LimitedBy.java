package dev.otpauth.throttle;

import java.util.Locale;

/** Whose limit was reached. */
public enum LimitedBy {
  /** The provider's word. */
  PROVIDER,
  /** Sends to, or guesses at, one number. */
  PHONE,
  /** Requests of one subscriber's address. */
  CLIENT_IP,
  /** Sends of one caller, by rate or by day. */
  CALLER,
  /** Sends of all callers. */
  GLOBAL;

  /** The word on the wire: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it makes the number wait, whoever asks and from wherever. */
  public boolean isOfTheNumber() {
    return switch (this) {
      case PROVIDER, PHONE -> true;
      case CLIENT_IP, CALLER, GLOBAL -> false;
    };
  }

  static LimitedBy of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
