package dev.otpauth.sandbox;

import java.util.Locale;

/** The text fields of a contact, with the maximum length of each. */
enum ContactField {
  FIRSTNAME(40),
  LASTNAME(40),
  EMAIL(40),
  CITY(255),
  STATE(255),
  POST_CODE(40),
  ADDRESS(255),
  COUNTRY(80);

  private final int maxCharacters;

  ContactField(int maxCharacters) {
    this.maxCharacters = maxCharacters;
  }

  String fieldName() {
    return name().toLowerCase(Locale.ROOT);
  }

  int maxCharacters() {
    return maxCharacters;
  }
}
