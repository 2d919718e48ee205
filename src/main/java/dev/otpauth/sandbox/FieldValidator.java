package dev.otpauth.sandbox;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Validates the fields of a request and, like the provider, reports all errors at once. Use the
 * values that its methods return only after {@link #throwIfInvalid}.
 */
final class FieldValidator {

  private final RequestFields fields;
  private final List<String> sentences = new ArrayList<>();

  FieldValidator(RequestFields fields) {
    this.fields = fields;
  }

  /** Requires the field or one of its alternatives. */
  void require(String name, String... others) {
    if (Stream.concat(Stream.of(name), Stream.of(others))
        .map(fields::optional)
        .allMatch(Optional::isEmpty)) {
      addError("The %s field is required.".formatted(name));
    }
  }

  Optional<String> text(String name, int maxCharacters) {
    var text = fields.optional(name);
    if (text.filter(it -> it.length() > maxCharacters).isPresent()) {
      addError(
          "The %s field must not be greater than %s characters.".formatted(name, maxCharacters));
    }
    return text;
  }

  Optional<Msisdn> number(String name) {
    return number(name, Optional.empty());
  }

  /** Reads a number whose country code may be in a field of its own. */
  Optional<Msisdn> number(String name, Optional<String> countryCode) {
    return read(name, text -> Msisdn.parse(countryCode, text));
  }

  Optional<Long> id(String name) {
    return read(name, RecordId::parse);
  }

  Optional<ConversationStatus> status(String name) {
    return read(name, ConversationStatus::parse);
  }

  /** Reads decimal degrees between {@code -max} and {@code max}. */
  Optional<BigDecimal> degrees(String name, int max) {
    return read(name, text -> degreesOf(text, max));
  }

  Optional<UploadedFile> upload(String name, MediaKind kind) {
    var upload = fields.upload(name);
    if (upload.isEmpty() && fields.optional(name).isPresent()) {
      addError("The %s field must be a file.".formatted(name));
    }
    if (upload.filter(it -> !kind.accepts(it)).isPresent()) {
      addError("The %s field must be a file of another type.".formatted(name));
    }
    if (upload.filter(kind::isTooLarge).isPresent()) {
      addError(
          "The %s field must not be greater than %s megabytes."
              .formatted(name, kind.maxMebibytes()));
    }
    return upload;
  }

  void addError(String sentence) {
    sentences.add(sentence);
  }

  /** Throws all errors as one {@link ProviderError#INVALID_REQUEST}. */
  void throwIfInvalid() {
    if (!sentences.isEmpty()) {
      throw ProviderError.INVALID_REQUEST.because(List.copyOf(sentences));
    }
  }

  /** Returns the parsed value of the field; empty if it is absent or invalid. */
  private <T> Optional<T> read(String name, Function<String, Optional<T>> reader) {
    var given = fields.optional(name);
    var value = given.flatMap(reader);
    if (given.isPresent() && value.isEmpty()) {
      addError("The %s field is not valid.".formatted(name));
    }
    return value;
  }

  private static Optional<BigDecimal> degreesOf(String text, int max) {
    return Optional.of(text)
        .filter(it -> it.matches("-?[0-9]{1,3}(\\.[0-9]{1,20})?"))
        .map(BigDecimal::new)
        .filter(it -> it.abs().compareTo(BigDecimal.valueOf(max)) <= 0);
  }
}
