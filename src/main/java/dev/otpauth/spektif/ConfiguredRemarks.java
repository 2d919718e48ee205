package dev.otpauth.spektif;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Maps error remarks that the {@link FaultTable} does not know to categories, as configured in
 * {@code spektif.remarks}. Remarks are compared by their words: {@code not_enough}, {@code
 * not-enough} and {@code not.enough} (from an environment variable) are equal.
 */
final class ConfiguredRemarks {

  private final Map<String, RemarkMeaning> meanings = new LinkedHashMap<>();

  /**
   * Creates the mapping.
   *
   * @throws IllegalArgumentException if a remark is invalid, is configured twice or already has a
   *     meaning
   */
  ConfiguredRemarks(Map<String, RemarkMeaning> settings) {
    settings.forEach(this::place);
  }

  /** Validates the settings; throws like the constructor. */
  static void check(Map<String, RemarkMeaning> settings) {
    var _ = new ConfiguredRemarks(settings);
  }

  private void place(String setting, RemarkMeaning category) {
    var remark = String.join("_", Envelope.words(setting));
    if (remark.isEmpty()) {
      throw refused(setting, "must name a remark: letters, digits and underscores");
    }
    if (isSuccess(remark)) {
      throw refused(setting, "must not be a success remark");
    }
    if (FaultTable.knows(remark)) {
      throw refused(setting, "is already known: remove the setting");
    }
    if (meanings.put(remark, category) != null) {
      throw refused(setting, "is set twice");
    }
  }

  private static boolean isSuccess(String remark) {
    return Stream.of(Operation.values()).anyMatch(it -> it.isSuccess(remark));
  }

  private static IllegalArgumentException refused(String setting, String why) {
    return new IllegalArgumentException("spektif.remarks." + setting + " " + why);
  }

  /** Returns the configured category; empty if the remark is not configured. */
  Optional<ResponseCategory> category(ResponseFacts error) {
    return Optional.ofNullable(meanings.get(String.join("_", error.envelope().words())))
        .map(it -> it.of(error.operation()));
  }
}
