package dev.otpauth.events;

import java.util.List;
import java.util.stream.Stream;

/** Settings for tests of events. */
final class Settings {

  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  static final String NEXT_SECRET = "whsec_dGhlLW5leHQtc2VjcmV0LW9mLTMyLWJ5dGVzLi4uLi4=";

  private Settings() {}

  static EventProperties of(String endpoint) {
    return of(endpoint, SECRET);
  }

  static EventProperties of(String endpoint, String... secrets) {
    return new EventProperties(WebhookAddress.of(endpoint), secrets(secrets), false);
  }

  static List<WebhookSecret> secrets(String... secrets) {
    return Stream.of(secrets).map(WebhookSecret::of).toList();
  }
}
