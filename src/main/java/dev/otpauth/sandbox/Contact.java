package dev.otpauth.sandbox;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A contact of the account. Prints without who it is.
 *
 * @param picture the id of its image; null where none is kept
 */
record Contact(long id, Msisdn number, Map<ContactField, String> texts, @Nullable Long picture) {

  Contact {
    texts = Map.copyOf(texts);
  }

  /** What is new takes the place of what was; all else stays. */
  Contact changed(Msisdn number, ContactDraft draft) {
    var merged = new EnumMap<ContactField, String>(ContactField.class);
    merged.putAll(texts);
    merged.putAll(draft.texts());
    var image = draft.picture();
    return new Contact(id, number, merged, image == null ? picture : image);
  }

  @Nullable String text(ContactField field) {
    return texts.get(field);
  }

  boolean isBlocked() {
    return ScriptedBehaviour.of(number) == ScriptedBehaviour.BLOCKED;
  }

  /** Whether one of the columns that the provider searches has the words in it, in any case. */
  boolean matches(String words) {
    var wanted = words.toLowerCase(Locale.ROOT);
    return Stream.of(
            text(ContactField.FIRSTNAME),
            text(ContactField.LASTNAME),
            number.national(),
            text(ContactField.EMAIL))
        .filter(Objects::nonNull)
        .anyMatch(column -> column.toLowerCase(Locale.ROOT).contains(wanted));
  }

  @Override
  public String toString() {
    return "Contact[%s]".formatted(id);
  }
}
