package dev.otpauth.sandbox;

import java.util.Optional;

/** The ids of the provider's rows, which count from 1. */
final class RecordId {

  private RecordId() {}

  static Optional<Long> parse(String text) {
    return text.matches("[1-9][0-9]{0,17}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }
}
