package dev.otpauth.phone;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.util.StdConverter;

/**
 * A phone number in a request body, parsed once for validation and command. Bean Validation's
 * constraints on text apply to it, and the OpenAPI document shows it as a string.
 *
 * @param text any text
 * @param number empty if the text is not a phone number
 */
@JsonDeserialize(converter = WrittenNumber.Reading.class)
public record WrittenNumber(@JsonValue String text, Optional<PhoneNumber> number)
    implements CharSequence {

  public static WrittenNumber read(String text) {
    return new WrittenNumber(text, PhoneNumber.parse(text));
  }

  /** The number of a valid ({@link Dialable}) text; null if it is null or blank. */
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

  /** The masked number. Blank for a blank text, because {@code @NotBlank} uses this method. */
  @Override
  public String toString() {
    return text.isBlank() ? "" : number.map(PhoneNumber::masked).orElse("***");
  }

  /** Accepts JSON strings only. */
  static class Reading extends StdConverter<String, WrittenNumber> {
    @Override
    public WrittenNumber convert(String text) {
      return read(text);
    }
  }
}
