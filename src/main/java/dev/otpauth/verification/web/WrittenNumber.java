package dev.otpauth.verification.web;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.otpauth.phone.PhoneNumber;
import java.util.Optional;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.util.StdConverter;

/**
 * A phone number as a caller wrote it, and what was read from it: once, for its validation and for
 * the command. Constraints on text hold for it, and the document has it as a string.
 *
 * @param text any text
 * @param number empty where the text is no phone number
 */
@JsonDeserialize(converter = WrittenNumber.Reading.class)
record WrittenNumber(@JsonValue String text, Optional<PhoneNumber> number) implements CharSequence {

  static WrittenNumber read(String text) {
    return new WrittenNumber(text, PhoneNumber.parse(text));
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

  /** The text, as each {@link CharSequence} does. */
  @Override
  public String toString() {
    return text;
  }

  /** A body has a string there, and nothing else. */
  static class Reading extends StdConverter<String, WrittenNumber> {
    @Override
    public WrittenNumber convert(String text) {
      return read(text);
    }
  }
}
