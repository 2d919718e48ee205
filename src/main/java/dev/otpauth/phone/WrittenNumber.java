package dev.otpauth.phone;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.util.StdConverter;

/**
 * A phone number as a caller wrote it in a body, and what was read from it: once, for its
 * validation and for the command. Constraints on text hold for it, and the document has it as a
 * string.
 *
 * @param text any text
 * @param number empty where the text is no phone number
 */
@JsonDeserialize(converter = WrittenNumber.Reading.class)
public record WrittenNumber(@JsonValue String text, Optional<PhoneNumber> number)
    implements CharSequence {

  public static WrittenNumber read(String text) {
    return new WrittenNumber(text, PhoneNumber.parse(text));
  }

  /** The number of what is {@link Dialable}; null where nothing is written. */
  public static @Nullable PhoneNumber numberOf(@Nullable WrittenNumber written) {
    return written == null || written.text().isBlank() ? null : written.number().orElseThrow();
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  /** Masked; blank where the text is, which constraints look for here. */
  @Override
  public String toString() {
    return text.isBlank() ? "" : number.map(PhoneNumber::masked).orElse("***");
  }

  /** A body has a string there, and nothing else. */
  static class Reading extends StdConverter<String, WrittenNumber> {
    @Override
    public WrittenNumber convert(String text) {
      return read(text);
    }
  }
}
