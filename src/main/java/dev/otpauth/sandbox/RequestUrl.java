package dev.otpauth.sandbox;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The URL of a request as the client sent it, behind proxies too. */
final class RequestUrl {

  private RequestUrl() {}

  /** Returns scheme, host and port. */
  static String origin(HttpServletRequest request) {
    return ServletUriComponentsBuilder.fromContextPath(request).build().toUriString();
  }

  /** Returns the URL without its query. */
  static String path(HttpServletRequest request) {
    return ServletUriComponentsBuilder.fromRequestUri(request).build().toUriString();
  }
}
