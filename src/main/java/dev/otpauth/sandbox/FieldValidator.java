package dev.otpauth.sandbox;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Checks the fields of a request, and tells of everything that is wrong at once, as the provider
 * does. What a check returns may be used after the {@link #end} alone.
 */
final class FieldValidator {

  private final RequestFields fields;
  private final List<String> sentences = new ArrayList<>();

  FieldValidator(RequestFields fields) {
    this.fields = fields;
  }

  /** A field, or one of those that do in its place. */
  void require(String name, String... others) {
    if (Stream.concat(Stream.of(name), Stream.of(others))
        .map(fields::optional)
        .allMatch(Optional::isEmpty)) {
      refuse("The %s field is required.".formatted(name));
    }
  }

  Optional<String> text(String name, int mostCharacters) {
    var text = fields.optional(name);
    if (text.filter(it -> it.length() > mostCharacters).isPresent()) {
      refuse(
          "The %s field must not be greater than %s characters.".formatted(name, mostCharacters));
    }
    return text;
  }

  Optional<Msisdn> number(String name) {
    return number(name, Optional.empty());
  }

  /** A number whose country code may stand in a field of its own. */
  Optional<Msisdn> number(String name, Optional<String> countryCode) {
    return read(name, text -> Msisdn.parse(countryCode, text));
  }

  Optional<Long> id(String name) {
    return read(name, RecordId::parse);
  }

  Optional<ConversationStatus> status(String name) {
    return read(name, ConversationStatus::parse);
  }

  /** A decimal of degrees, no more than so many in either direction. */
  Optional<BigDecimal> degrees(String name, int most) {
    return read(name, text -> degreesOf(text, most));
  }

  Optional<UploadedFile> upload(String name, MediaKind kind) {
    var upload = fields.upload(name);
    if (upload.isEmpty() && fields.optional(name).isPresent()) {
      refuse("The %s field must be a file.".formatted(name));
    }
    if (upload.filter(it -> !kind.takes(it)).isPresent()) {
      refuse("The %s field must be a file of another type.".formatted(name));
    }
    if (upload.filter(kind::isTooLarge).isPresent()) {
      refuse(
          "The %s field must not be greater than %s megabytes."
              .formatted(name, kind.mostMebibytes()));
    }
    return upload;
  }

  void refuse(String sentence) {
    sentences.add(sentence);
  }

  /** Leaves the handler if anything was wrong. */
  void end() {
    if (!sentences.isEmpty()) {
      throw ProviderError.INVALID_REQUEST.because(List.copyOf(sentences));
    }
  }

  /** What was given and can be read. */
  private <T> Optional<T> read(String name, Function<String, Optional<T>> reader) {
    var given = fields.optional(name);
    var value = given.flatMap(reader);
    if (given.isPresent() && value.isEmpty()) {
      refuse("The %s field is not valid.".formatted(name));
    }
    return value;
  }

  private static Optional<BigDecimal> degreesOf(String text, int most) {
    return Optional.of(text)
        .filter(it -> it.matches("-?[0-9]{1,3}(\\.[0-9]{1,20})?"))
        .map(BigDecimal::new)
        .filter(it -> it.abs().compareTo(BigDecimal.valueOf(most)) <= 0);
  }
}
