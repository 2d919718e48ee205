package dev.otpauth.spektif;

import dev.otpauth.spektif.account.AccountProblems;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;

/**
 * Counts calls, and logs those that an operator has to know of; never with what they were about.
 */
@Component
final class CallRecord {

  private static final Logger LOG = LoggerFactory.getLogger(CallRecord.class);

  private final MeterRegistry meters;
  private final MeterProvider<Timer> timers;
  private final AccountProblems problems;
  private final UnclassifiedResponses unplaced;

  CallRecord(MeterRegistry meters, AccountProblems problems, UnclassifiedResponses unplaced) {
    this.meters = meters;
    this.timers =
        Timer.builder("spektif.call")
            .description("Calls of the provider, their retries included")
            .withRegistry(meters);
    this.problems = problems;
    this.unplaced = unplaced;
  }

  Timer.Sample start() {
    return Timer.start(meters);
  }

  /**
   * Ends a call.
   *
   * @param category the call's in the end, which the answer's data may have made more exact
   */
  void finish(
      Timer.Sample started,
      SpektifRequest request,
      ClassifiedResponse classified,
      ResponseCategory category) {
    var operation = request.operation();
    started.stop(timers.withTags("operation", operation.tag(), "outcome", category.tag()));
    if (classified.isUnplaced()) {
      unplaced.take(operation, classified);
    }
    switch (category) {
      case ACCEPTED -> problems.accepted(request.kind(), classified.at());
      case REFUSED_ACCOUNT -> refused(request, classified);
      case LOST -> log(Level.WARN, operation, category, "the provider does not know our reference");
      case NOT_SENT, NONSENSE, EXCEPTION, UNPLACED, UNCERTAIN, MAINTENANCE, REFUSED_OTHER ->
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

  /** The problem tells of itself, once; each call that meets it does not. */
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
