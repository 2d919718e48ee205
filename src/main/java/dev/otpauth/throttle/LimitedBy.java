package dev.otpauth.throttle;

import java.util.Locale;

/** The limit that was exceeded. */
public enum LimitedBy {
  /** A 429 of the provider. */
  PROVIDER,
  /** Sends to one number, or wrong codes for it. */
  PHONE,
  /** Requests of one subscriber's address. */
  CLIENT_IP,
  /** Sends of one caller, by rate or by day. */
  CALLER,
  /** Sends of all callers. */
  GLOBAL;

  /** The value in JSON: the name in lower case. */
  public String value() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the wait applies to the number, whatever the caller and address. */
  public boolean isOfTheNumber() {
    return switch (this) {
      case PROVIDER, PHONE -> true;
      case CLIENT_IP, CALLER, GLOBAL -> false;
    };
  }

  static LimitedBy of(String value) {
    return valueOf(value.toUpperCase(Locale.ROOT));
  }
}
