package dev.otpauth.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fault of one field or header of a request, not yet localised.
 *
 * @param type the problem type of the response
 * @param variant suffix of the message for the detail; null for the default
 * @param field its name in the request
 * @param messageKey key of the message that says what it should be
 * @param arguments arguments of the message
 */
public record FieldFault(
    ProblemType type,
    @Nullable String variant,
    String field,
    String messageKey,
    List<String> arguments) {

  public FieldFault {
    arguments = List.copyOf(arguments);
  }

  /** A fault of type {@link ProblemType#INVALID_REQUEST}. */
  public static FieldFault invalid(String field, String messageKey, String... arguments) {
    return new FieldFault(ProblemType.INVALID_REQUEST, null, field, messageKey, List.of(arguments));
  }
}
