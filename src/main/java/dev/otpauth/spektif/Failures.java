package dev.otpauth.spektif;

import dev.otpauth.provider.Failure;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;

/** Translates failures that all operations share into {@link Failure}s. */
final class Failures {

  private Failures() {}

  static OperationResponse<Failure> read(Operation operation, ClassifiedResponse classified) {
    var category = classified.category();
    return switch (category) {
      case THROTTLED -> new OperationResponse<>(new Throttled(classified.retryAfter()), category);
      case NOT_SENT, ABORTED, MAINTENANCE, WITHHELD, CIRCUIT_OPEN, RATE_LIMITED, BULKHEAD_FULL ->
          new OperationResponse<>(new Unreachable(classified.retryAfter()), category);
      case BROKEN, MALFORMED, EXCEPTION, UNCLASSIFIED, UNCERTAIN ->
          operation.isQuery() ? ofQuery(classified) : ofCommand(classified);
      case ACCEPTED,
          REFUSED_DESTINATION,
          REFUSED_REFERENCE,
          REFUSED_ACCOUNT,
          REFUSED_OTHER,
          INVALID,
          CONFLICT,
          NOT_FOUND,
          LOST,
          MISMATCHED,
          EXPIRED,
          EXHAUSTED ->
          new OperationResponse<>(category.refused(), category);
    };
  }

  /** A query changes nothing, so its failure can be retried, unless the response makes no sense. */
  private static OperationResponse<Failure> ofQuery(ClassifiedResponse classified) {
    var category = classified.category();
    return category == ResponseCategory.MALFORMED
        ? new OperationResponse<>(Unknown.ANSWERED, category)
        : new OperationResponse<>(
            new Unreachable(classified.retryAfter()),
            category == ResponseCategory.BROKEN ? ResponseCategory.NOT_SENT : category);
  }

  /** A command may have been executed. */
  private static OperationResponse<Failure> ofCommand(ClassifiedResponse classified) {
    var category = classified.category();
    return new OperationResponse<>(
        classified.unknown(),
        category == ResponseCategory.BROKEN ? ResponseCategory.MALFORMED : category);
  }
}
