package dev.otpauth.problem;

import java.util.Map;

/** What every answer of an API without pages carries, errors of the container included. */
public final class ApiHeaders {

  /** By name: nothing may be kept, guessed at, framed, loaded or referred to. */
  public static final Map<String, String> ALL =
      Map.of(
          "Cache-Control", "no-store",
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
          "Referrer-Policy", "no-referrer",
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY");

  private ApiHeaders() {}
}
