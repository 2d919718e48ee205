package dev.otpauth.problem;

import dev.otpauth.runtime.EditDistance;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Tells of a field that no request has, and of the one that was probably meant. */
final class UnknownField {

  /** Of a name that may be told: no number, code or secret looks like that. */
  private static final Pattern A_NAME = Pattern.compile("[A-Za-z][A-Za-z_-]{0,31}");

  private static final int KEYSTROKES = 2;

  private UnknownField() {}

  static Problem problem(
      UnrecognizedPropertyException e, Problems problems, HttpServletRequest request) {
    var name = Objects.requireNonNullElse(e.getPropertyName(), "");
    var field = A_NAME.matcher(name).matches() ? name : "body";
    var known = e.getKnownPropertyIds().stream().map(Object::toString).toList();
    var nearest = nearest(name, known);
    return far(name, nearest) <= KEYSTROKES
        ? problems.invalidField(field, "validation.unknown_field", request, nearest)
        : problems.invalidField(
            field, "validation.unknown_fields", request, String.join(", ", known));
  }

  private static String nearest(String name, List<String> known) {
    return known.stream().min(Comparator.comparingInt(it -> far(name, it))).orElse("");
  }

  /** Whatever the case, and whatever is between the words. */
  private static int far(String one, String other) {
    return EditDistance.between(letters(one), letters(other));
  }

  private static String letters(String name) {
    return name.replaceAll("[^\\p{Alnum}]", "").toLowerCase(Locale.ROOT);
  }
}
