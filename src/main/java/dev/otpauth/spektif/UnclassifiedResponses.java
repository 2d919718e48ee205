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
 * Counts unclassified responses by operation and remark, and logs the first of each kind with the
 * structure of its body, so that an operator can classify them. Values are never shown; digits in a
 * remark are masked.
 */
@Component
final class UnclassifiedResponses {

  private static final Logger log = LoggerFactory.getLogger(UnclassifiedResponses.class);

  /** The maximum number of kinds; the provider may send any remark. */
  private static final int MAX_KINDS = 50;

  private static final int MAX_REMARK_LENGTH = 60;
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  private final MeterProvider<Counter> counters;
  private final Set<Kind> seen = ConcurrentHashMap.newKeySet();

  UnclassifiedResponses(MeterRegistry meters) {
    this.counters =
        Counter.builder("spektif.unclassified")
            .description("Answers of the OTP provider whose meaning is not known, by their remark")
            .withRegistry(meters);
  }

  /** Records a response whose meaning is unknown. */
  void take(Operation operation, ClassifiedResponse classified) {
    var kind = new Kind(operation, remark(classified.envelope()));
    var isNew = !seen.contains(kind) && seen.size() < MAX_KINDS && seen.add(kind);
    var remark = seen.contains(kind) ? kind.remark() : "other";
    counters.withTags("operation", operation.tag(), "remark", remark).increment();
    if (isNew) {
      log.atWarn()
          .addKeyValue("operation", operation.tag())
          .addKeyValue("remark", remark)
          .addKeyValue("http", classified.detail())
          .addKeyValue("shape", BodyShape.of(classified.envelope().root()))
          .log(
              "Spektif sent a response that this service cannot classify, so the outcome of the"
                  + " call is unknown. Find out what the remark means, and set spektif.remarks");
    }
  }

  private static String remark(Envelope envelope) {
    var words = DIGITS.matcher(String.join("_", envelope.words())).replaceAll("N");
    if (words.isEmpty()) {
      return "none";
    }
    return words.length() > MAX_REMARK_LENGTH ? "other" : words;
  }

  private record Kind(Operation operation, String remark) {}
}
