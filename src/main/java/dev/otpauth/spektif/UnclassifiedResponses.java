package dev.otpauth.spektif;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells of answers that no row of the {@link FaultTable} places, so that an operator can: counts
 * them by operation and remark, and logs the first of each kind with its shape. Never with a value
 * of it; a remark is shown without its digits, since it may hold a number.
 */
@Component
final class UnclassifiedResponses {

  private static final Logger log = LoggerFactory.getLogger(UnclassifiedResponses.class);

  /** So many kinds are told apart; the provider may write what it likes. */
  private static final int MOST_KINDS = 50;

  private static final int LONGEST_REMARK = 60;
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  private final MeterProvider<Counter> counters;
  private final Set<Kind> seen = ConcurrentHashMap.newKeySet();

  UnclassifiedResponses(MeterRegistry meters) {
    this.counters =
        Counter.builder("spektif.unplaced")
            .description("Answers of the OTP provider whose meaning is not known, by their remark")
            .withRegistry(meters);
  }

  /** An answer whose meaning is not known. */
  void take(Operation operation, ClassifiedResponse classified) {
    var kind = new Kind(operation, remark(classified.envelope()));
    var isNew = !seen.contains(kind) && seen.size() < MOST_KINDS && seen.add(kind);
    var remark = seen.contains(kind) ? kind.remark() : "other";
    counters.withTags("operation", operation.tag(), "remark", remark).increment();
    if (isNew) {
      log.atWarn()
          .addKeyValue("operation", operation.tag())
          .addKeyValue("remark", remark)
          .addKeyValue("http", classified.detail())
          .addKeyValue("shape", BodyShape.of(classified.envelope().root()))
          .log(
              "Spektif answered what this service does not know; what it was asked for counts as"
                  + " perhaps done. Find out what the remark means, and set spektif.remarks");
    }
  }

  private static String remark(Envelope envelope) {
    var words = DIGITS.matcher(String.join("_", envelope.words())).replaceAll("N");
    if (words.isEmpty()) {
      return "none";
    }
    return words.length() > LONGEST_REMARK ? "other" : words;
  }

  private record Kind(Operation operation, String remark) {}
}
