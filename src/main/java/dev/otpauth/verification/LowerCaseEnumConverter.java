package dev.otpauth.verification;

import dev.otpauth.provider.OtpStatus;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * JPA converters that store enums by their names in lower case, as the schema's check constraints
 * expect.
 */
abstract class LowerCaseEnumConverter<E extends Enum<E>>
    implements AttributeConverter<@Nullable E, @Nullable String> {

  private final Class<E> type;

  LowerCaseEnumConverter(Class<E> type) {
    this.type = type;
  }

  /** The stored form of a constant; null for null. */
  static @Nullable String value(@Nullable Enum<?> constant) {
    return constant == null ? null : constant.name().toLowerCase(Locale.ROOT);
  }

  /** The constant of a stored form; null for null. */
  static <E extends Enum<E>> @Nullable E constant(Class<E> type, @Nullable String word) {
    return word == null ? null : Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }

  @Override
  public @Nullable String convertToDatabaseColumn(@Nullable E value) {
    return value(value);
  }

  @Override
  public @Nullable E convertToEntityAttribute(@Nullable String word) {
    return constant(type, word);
  }

  @Converter(autoApply = true)
  static class OfStatus extends LowerCaseEnumConverter<OtpStatus> {
    OfStatus() {
      super(OtpStatus.class);
    }
  }

  @Converter(autoApply = true)
  static class OfFailureReason extends LowerCaseEnumConverter<FailureReason> {
    OfFailureReason() {
      super(FailureReason.class);
    }
  }

  @Converter(autoApply = true)
  static class OfConclusion extends LowerCaseEnumConverter<OperationResult> {
    OfConclusion() {
      super(OperationResult.class);
    }
  }

  @Converter(autoApply = true)
  static class OfOperation extends LowerCaseEnumConverter<PendingOperation.Kind> {
    OfOperation() {
      super(PendingOperation.Kind.class);
    }
  }
}
