package dev.otpauth.problem;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one field of a request. Prints without the message, which may be the
 * provider's.
 *
 * @param field its name on the wire
 * @param message what it should be, never what it was
 */
public record FieldProblem(String field, String message) {

  static FieldProblem of(String field, @Nullable String message) {
    return new FieldProblem(field, Objects.requireNonNullElse(message, "is not valid"));
  }

  @Override
  public String toString() {
    return "FieldProblem[%s]".formatted(field);
  }
}
