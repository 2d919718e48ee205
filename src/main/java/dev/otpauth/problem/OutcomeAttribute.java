package dev.otpauth.problem;

import jakarta.servlet.ServletRequest;
import java.util.Optional;

/** Request attribute with the outcome of a request, for the request log. */
public final class OutcomeAttribute {

  private static final String ATTRIBUTE = OutcomeAttribute.class.getName();

  private OutcomeAttribute() {}

  /** Sets the outcome; a later one replaces it. */
  public static void note(ServletRequest request, String word) {
    request.setAttribute(ATTRIBUTE, word);
  }

  /** The problem's code or another outcome that was set; empty if none was. */
  public static Optional<String> of(ServletRequest request) {
    return Optional.ofNullable((String) request.getAttribute(ATTRIBUTE));
  }
}
