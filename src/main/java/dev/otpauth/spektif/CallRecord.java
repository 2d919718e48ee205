package dev.otpauth.spektif;

import dev.otpauth.spektif.account.AccountProblems;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;

/** Records the metrics of provider calls, and logs failed ones; neither contains request data. */
@Component
final class CallRecord {

  private static final Logger LOG = LoggerFactory.getLogger(CallRecord.class);

  private final MeterRegistry meters;
  private final MeterProvider<Timer> timers;
  private final AccountProblems problems;
  private final UnclassifiedResponses unclassified;

  CallRecord(MeterRegistry meters, AccountProblems problems, UnclassifiedResponses unclassified) {
    this.meters = meters;
    this.timers =
        Timer.builder("spektif.call")
            .description("Calls of the provider, their retries included")
            .withRegistry(meters);
    this.problems = problems;
    this.unclassified = unclassified;
  }

  Timer.Sample start() {
    return Timer.start(meters);
  }

  /**
   * Records the end of a call.
   *
   * @param category the final category, which may be more exact than that of the response
   */
  void finish(
      Timer.Sample started,
      SpektifRequest request,
      ClassifiedResponse classified,
      ResponseCategory category) {
    var operation = request.operation();
    started.stop(timers.withTags("operation", operation.tag(), "outcome", category.tag()));
    if (classified.isUnplaced()) {
      unclassified.take(operation, classified);
    }
    switch (category) {
      case ACCEPTED -> problems.accepted(request.kind(), classified.at());
      case REFUSED_ACCOUNT -> refused(request, classified);
      case LOST -> log(Level.WARN, operation, category, "the provider does not know our reference");
      case NOT_SENT, MALFORMED, EXCEPTION, UNCLASSIFIED, UNCERTAIN, MAINTENANCE, REFUSED_OTHER ->
          log(Level.WARN, operation, category, classified.detail());
      case BROKEN,
          THROTTLED,
          REFUSED_DESTINATION,
          REFUSED_REFERENCE,
          INVALID,
          CONFLICT,
          NOT_FOUND,
          ABORTED,
          MISMATCHED,
          EXPIRED,
          EXHAUSTED,
          WITHHELD,
          CIRCUIT_OPEN,
          RATE_LIMITED,
          BULKHEAD_FULL ->
          log(Level.DEBUG, operation, category, classified.detail());
    }
  }

  /**
   * {@link AccountProblems} logs the problem once, so the single call is logged at debug level
   * only.
   */
  private void refused(SpektifRequest request, ClassifiedResponse classified) {
    if (classified.diagnosis() != null) {
      problems.refused(request.kind(), classified.diagnosis(), classified.at());
    }
    log(Level.DEBUG, request.operation(), ResponseCategory.REFUSED_ACCOUNT, classified.detail());
  }

  private static void log(
      Level level, Operation operation, ResponseCategory category, String detail) {
    LOG.atLevel(level)
        .addKeyValue("operation", operation.tag())
        .addKeyValue("outcome", category.tag())
        .addKeyValue("detail", detail)
        .log("A call to Spektif failed");
  }
}
