package dev.otpauth.spektif;

import dev.otpauth.phone.PhoneNumber;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Whether a success is about the number that was asked for, as far as its answer tells. */
final class SentTo {

  /** What the provider calls the number a code goes to, wherever it names it. */
  private static final Set<String> NAMES = Set.of("mobile", "destination_number");

  private static final Pattern BETWEEN_DIGITS = Pattern.compile("[\\s()+./-]+");
  private static final Pattern PREFIX = Pattern.compile("^0+");

  /** Of a number at least that much: shorter ones, and masked ones, contradict nothing. */
  private static final Pattern LEGIBLE = Pattern.compile("[0-9]{7,}");

  private SentTo() {}

  /** Whether an answer names another number: it is not ours, and nobody knows what became of it. */
  static boolean another(PhoneNumber destination, JsonNode data) {
    return NAMES.stream().anyMatch(it -> isAnother(destination, data.path(it)));
  }

  /** With or without the country's code, the number ends in what is echoed of it. */
  private static boolean isAnother(PhoneNumber destination, JsonNode echo) {
    return Scalars.text(echo)
        .map(it -> BETWEEN_DIGITS.matcher(it).replaceAll(""))
        .map(it -> PREFIX.matcher(it).replaceAll(""))
        .filter(it -> LEGIBLE.matcher(it).matches())
        .filter(it -> !destination.digits().endsWith(it))
        .isPresent();
  }
}
