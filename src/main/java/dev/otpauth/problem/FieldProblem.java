package dev.otpauth.problem;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One element of the {@code errors} of a problem. {@link #toString} omits the message, which may
 * come from the provider.
 *
 * @param field its name in the request
 * @param message what the field should be; never contains its value
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
