package dev.otpauth.sandbox;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Where a request came to, as its sender wrote it. */
final class RequestUrl {

  private RequestUrl() {}

  /** Scheme, host and port. */
  static String origin(HttpServletRequest request) {
    return ServletUriComponentsBuilder.fromContextPath(request).build().toUriString();
  }

  /** All but the query. */
  static String path(HttpServletRequest request) {
    return ServletUriComponentsBuilder.fromRequestUri(request).build().toUriString();
  }
}
