package dev.otpauth.spektif;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.spektif.account.CallKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A request to the provider. {@code toString()} shows no ids, values or files.
 *
 * @param id the row that the path names; null if it names none
 * @param fields in their order: the query of a GET, the body of a POST
 * @param file sent with the fields; null if there is none
 * @param sender the WhatsApp number to send from; null if the call names none
 */
record SpektifRequest(
    Operation operation,
    @Nullable Long id,
    SequencedMap<String, String> fields,
    @Nullable FilePart file,
    @Nullable PhoneNumber sender) {

  static SpektifRequest to(Operation operation) {
    return new SpektifRequest(
        operation, null, Collections.unmodifiableSequencedMap(new LinkedHashMap<>()), null, null);
  }

  /** Returns a copy for one row. */
  SpektifRequest of(long row) {
    return new SpektifRequest(operation, row, fields, file, sender);
  }

  /** Returns a copy with the field, unless the value is null. */
  SpektifRequest with(String name, @Nullable Object value) {
    if (value == null) {
      return this;
    }
    var more = new LinkedHashMap<>(fields);
    more.put(name, value instanceof PhoneNumber number ? number.digits() : text(value));
    return new SpektifRequest(
        operation, id, Collections.unmodifiableSequencedMap(more), file, sender);
  }

  /** Replaces unpaired surrogates, which UTF-8 cannot encode, by question marks. */
  private static String text(Object value) {
    return new String(value.toString().getBytes(UTF_8), UTF_8);
  }

  /** Returns a copy with that sender; null selects the account's default. */
  SpektifRequest from(@Nullable PhoneNumber number) {
    return new SpektifRequest(operation, id, fields, file, number).with("from_number", number);
  }

  /** Returns a copy with the file; null means none. */
  SpektifRequest with(@Nullable FilePart part) {
    return new SpektifRequest(operation, id, fields, part, sender);
  }

  /** Returns the kind of call for which our account is accepted or refused. */
  CallKind kind() {
    return new CallKind(operation.tag(), operation.role(), sender);
  }

  @Override
  public String toString() {
    return "SpektifRequest[%s]".formatted(operation.tag());
  }
}
