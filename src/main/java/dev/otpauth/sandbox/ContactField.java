package dev.otpauth.sandbox;

import java.util.Locale;

/** The texts of a contact, by the names of their fields. */
enum ContactField {
  FIRSTNAME(40),
  LASTNAME(40),
  EMAIL(40),
  CITY(255),
  STATE(255),
  POST_CODE(40),
  ADDRESS(255),
  COUNTRY(80);

  private final int mostCharacters;

  ContactField(int mostCharacters) {
    this.mostCharacters = mostCharacters;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  int mostCharacters() {
    return mostCharacters;
  }
}
