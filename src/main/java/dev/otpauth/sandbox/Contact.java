package dev.otpauth.sandbox;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A contact of the account. {@link #toString} omits the person's data.
 *
 * @param picture the id of its image; null if there is none
 */
record Contact(long id, Msisdn number, Map<ContactField, String> texts, @Nullable Long picture) {

  Contact {
    texts = Map.copyOf(texts);
  }

  /** Returns a copy with the values of the draft; all other values stay. */
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

  /** Returns whether a column that the provider searches contains the text, ignoring case. */
  boolean matches(String text) {
    var wanted = text.toLowerCase(Locale.ROOT);
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
