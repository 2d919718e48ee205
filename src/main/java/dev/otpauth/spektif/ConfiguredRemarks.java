package dev.otpauth.spektif;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an operator says of remarks that the {@link FaultTable} does not know. Compared word by
 * word, so that {@code not_enough}, {@code not-enough} and an environment variable's {@code
 * not.enough} are one.
 */
final class ConfiguredRemarks {

  private final Map<String, RemarkMeaning> meanings = new LinkedHashMap<>();

  /**
   * Takes them as they were set.
   *
   * @throws IllegalArgumentException where one has a meaning already, or is none
   */
  ConfiguredRemarks(Map<String, RemarkMeaning> settings) {
    settings.forEach(this::place);
  }

  /** Refuses what cannot be placed. */
  static void check(Map<String, RemarkMeaning> settings) {
    var _ = new ConfiguredRemarks(settings);
  }

  private void place(String setting, RemarkMeaning category) {
    var remark = String.join("_", Envelope.words(setting));
    if (remark.isEmpty()) {
      throw refused(setting, "must name a remark: letters, digits and underscores");
    }
    if (isSuccess(remark)) {
      throw refused(setting, "must not be a remark of success");
    }
    if (FaultTable.knows(remark)) {
      throw refused(setting, "has its meaning already: take the setting out");
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

  /** What the remark of an error means; empty where nobody has said. */
  Optional<ResponseCategory> category(ResponseFacts error) {
    return Optional.ofNullable(meanings.get(String.join("_", error.envelope().words())))
        .map(it -> it.of(error.operation()));
  }
}
