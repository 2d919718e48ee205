package dev.otpauth.sandbox;

import java.util.Optional;

/** Parses the ids of the provider's records, which count from 1. */
final class RecordId {

  private RecordId() {}

  static Optional<Long> parse(String text) {
    return text.matches("[1-9][0-9]{0,17}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }
}
