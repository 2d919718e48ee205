package dev.otpauth.problem;

import dev.otpauth.runtime.EditDistance;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Builds the problem for an unknown JSON field, with a suggestion for a probable typo. */
final class UnknownField {

  /** Names that may be repeated: no number, code or secret has this form. */
  private static final Pattern SAFE_NAME = Pattern.compile("[A-Za-z][A-Za-z_-]{0,31}");

  private static final int MAX_TYPOS = 2;

  private UnknownField() {}

  static Problem problem(
      UnrecognizedPropertyException e, Problems problems, HttpServletRequest request) {
    var name = Objects.requireNonNullElse(e.getPropertyName(), "");
    var field = SAFE_NAME.matcher(name).matches() ? name : "body";
    var known = e.getKnownPropertyIds().stream().map(Object::toString).toList();
    var nearest = nearest(name, known);
    return distance(name, nearest) <= MAX_TYPOS
        ? problems.invalidField(field, "validation.unknown_field", request, nearest)
        : problems.invalidField(
            field, "validation.unknown_fields", request, String.join(", ", known));
  }

  private static String nearest(String name, List<String> known) {
    return known.stream().min(Comparator.comparingInt(it -> distance(name, it))).orElse("");
  }

  /** The edit distance, ignoring case and separators. */
  private static int distance(String one, String other) {
    return EditDistance.between(letters(one), letters(other));
  }

  private static String letters(String name) {
    return name.replaceAll("[^\\p{Alnum}]", "").toLowerCase(Locale.ROOT);
  }
}
