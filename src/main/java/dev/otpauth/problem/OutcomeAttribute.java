package dev.otpauth.problem;

import jakarta.servlet.ServletRequest;
import java.util.Optional;

/** What a request was answered with, in one word, for whoever tells of it once it is over. */
public final class OutcomeAttribute {

  private static final String ATTRIBUTE = OutcomeAttribute.class.getName();

  private OutcomeAttribute() {}

  /** Notes it on the request; the last word counts. */
  public static void note(ServletRequest request, String word) {
    request.setAttribute(ATTRIBUTE, word);
  }

  /** The code of the problem, or what else was noted. */
  public static Optional<String> of(ServletRequest request) {
    return Optional.ofNullable((String) request.getAttribute(ATTRIBUTE));
  }
}
