package dev.otpauth.problem;

import java.util.Map;

/** The security headers of every response of the API, including the container's errors. */
public final class ApiHeaders {

  /** Values by header name. */
  public static final Map<String, String> ALL =
      Map.of(
          "Cache-Control", "no-store",
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
          "Referrer-Policy", "no-referrer",
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY");

  private ApiHeaders() {}
}
