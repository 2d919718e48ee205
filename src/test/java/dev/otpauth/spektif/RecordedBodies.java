package dev.otpauth.spektif;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Loads the provider's response bodies from files. */
final class RecordedBodies {

  private RecordedBodies() {}

  static String file(String name) {
    try (var in = RecordedBodies.class.getResourceAsStream("/wiremock/spektif/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An error with a remark and no data. */
  static String error(String remark) {
    return "{\"remark\":\"%s\",\"status\":\"error\",\"message\":[\"No.\"]}".formatted(remark);
  }
}
