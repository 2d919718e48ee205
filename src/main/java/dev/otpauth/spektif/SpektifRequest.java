package dev.otpauth.spektif;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.spektif.account.CallKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What the provider is asked for. Prints without ids, values and files.
 *
 * @param id what the path names; null where it names nothing
 * @param fields in their order: the query of a GET, the body of a POST
 * @param file goes with the fields; null where there is none
 * @param sender the number that WhatsApp is to send from; null where the call names none
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

  /** The same about one row. */
  SpektifRequest of(long row) {
    return new SpektifRequest(operation, row, fields, file, sender);
  }

  /** The same with a field where it has a value. */
  SpektifRequest with(String name, @Nullable Object value) {
    if (value == null) {
      return this;
    }
    var more = new LinkedHashMap<>(fields);
    more.put(name, value instanceof PhoneNumber number ? number.digits() : text(value));
    return new SpektifRequest(
        operation, id, Collections.unmodifiableSequencedMap(more), file, sender);
  }

  /** What UTF-8 cannot say, half of a pair of surrogates, is said as a question mark. */
  private static String text(Object value) {
    return new String(value.toString().getBytes(UTF_8), UTF_8);
  }

  /** The same from that number; from the account's default where there is none. */
  SpektifRequest from(@Nullable PhoneNumber number) {
    return new SpektifRequest(operation, id, fields, file, number).with("from_number", number);
  }

  /** The same with a file where there is one. */
  SpektifRequest with(@Nullable FilePart part) {
    return new SpektifRequest(operation, id, fields, part, sender);
  }

  /** The same, as our account is refused or accepted for it. */
  CallKind kind() {
    return new CallKind(operation.tag(), operation.role(), sender);
  }

  @Override
  public String toString() {
    return "SpektifRequest[%s]".formatted(operation.tag());
  }
}
