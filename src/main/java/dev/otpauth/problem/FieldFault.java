package dev.otpauth.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one field or header of a request, in no language yet.
 *
 * @param type the error it is answered with
 * @param variant which of the type's sentences is the detail; null for the usual
 * @param field its name on the wire
 * @param messageKey what it should be, by its key in the messages
 * @param words for the places that the message leaves open
 */
public record FieldFault(
    ProblemType type,
    @Nullable String variant,
    String field,
    String messageKey,
    List<String> words) {

  public FieldFault {
    words = List.copyOf(words);
  }

  /** A field that is not valid. */
  public static FieldFault invalid(String field, String messageKey, String... words) {
    return new FieldFault(ProblemType.INVALID_REQUEST, null, field, messageKey, List.of(words));
  }
}
