package dev.otpauth.verification;

import dev.otpauth.provider.OtpStatus;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Enums as the lower-case words that the schema's checks name. */
abstract class Words<E extends Enum<E>>
    implements AttributeConverter<@Nullable E, @Nullable String> {

  private final Class<E> type;

  Words(Class<E> type) {
    this.type = type;
  }

  @Override
  public @Nullable String convertToDatabaseColumn(@Nullable E value) {
    return value == null ? null : value.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public @Nullable E convertToEntityAttribute(@Nullable String word) {
    return word == null ? null : Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }

  @Converter(autoApply = true)
  static class OfStatus extends Words<OtpStatus> {
    OfStatus() {
      super(OtpStatus.class);
    }
  }

  @Converter(autoApply = true)
  static class OfFailureReason extends Words<FailureReason> {
    OfFailureReason() {
      super(FailureReason.class);
    }
  }

  @Converter(autoApply = true)
  static class OfConclusion extends Words<Conclusion> {
    OfConclusion() {
      super(Conclusion.class);
    }
  }

  @Converter(autoApply = true)
  static class OfOperation extends Words<Operation> {
    OfOperation() {
      super(Operation.class);
    }
  }
}
