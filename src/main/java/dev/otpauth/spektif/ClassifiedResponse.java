package dev.otpauth.spektif;

import dev.otpauth.provider.Unknown;
import dev.otpauth.spektif.account.Diagnosis;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The classified result of one try.
 *
 * @param envelope the body of the response; empty if there was no response
 * @param retryAfter how long to wait before the next call
 * @param detail an HTTP status or exception class names, for the log
 * @param diagnosis why our account was refused; null if it was not
 * @param at when the result was known
 * @param bodyConsumed whether the request's file was read, so that the request cannot be sent again
 * @param callSpecific whether the failure concerns this call alone and says nothing about the
 *     provider
 */
record ClassifiedResponse(
    ResponseCategory category,
    Envelope envelope,
    Duration retryAfter,
    String detail,
    @Nullable Diagnosis diagnosis,
    Instant at,
    boolean bodyConsumed,
    boolean callSpecific) {

  /** How long a caller should wait after a network or provider failure. */
  private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(2);

  private static final Envelope NONE = Envelope.read(new byte[0]);

  /** Classifies a try without a response. */
  static ClassifiedResponse of(HttpResult.NoAnswer none, Instant now) {
    return new ClassifiedResponse(
        FaultTable.category(none),
        NONE,
        DEFAULT_RETRY_AFTER,
        none.failure(),
        null,
        now,
        none.bodyConsumed(),
        false);
  }

  /** Classifies a try that this service aborted. */
  static ClassifiedResponse of(HttpResult.Aborted aborted, Instant now) {
    return new ClassifiedResponse(
        ResponseCategory.ABORTED,
        NONE,
        DEFAULT_RETRY_AFTER,
        aborted.failure(),
        null,
        now,
        true,
        false);
  }

  /** Returns a response with its category. */
  static ClassifiedResponse of(
      ResponseCategory category, ResponseFacts facts, HttpResult.Answer answer, Instant now) {
    var envelope = facts.envelope();
    var retryAfter =
        switch (category) {
          case THROTTLED, MAINTENANCE -> RetryAfter.of(answer, envelope, now);
          case ACCEPTED,
              REFUSED_DESTINATION,
              REFUSED_REFERENCE,
              REFUSED_ACCOUNT,
              REFUSED_OTHER,
              INVALID,
              CONFLICT,
              NOT_FOUND,
              UNCERTAIN,
              ABORTED,
              LOST,
              MISMATCHED,
              EXPIRED,
              EXHAUSTED,
              NOT_SENT,
              BROKEN,
              MALFORMED,
              EXCEPTION,
              UNCLASSIFIED,
              WITHHELD,
              CIRCUIT_OPEN,
              RATE_LIMITED,
              BULKHEAD_FULL ->
              DEFAULT_RETRY_AFTER;
        };
    var diagnosis =
        category == ResponseCategory.REFUSED_ACCOUNT ? RefusalTable.diagnose(facts) : null;
    return new ClassifiedResponse(
        category, envelope, retryAfter, facts.statusLine(), diagnosis, now, false, false);
  }

  /**
   * Reclassifies a 404 after a check has shown that the route exists: the requested row is missing.
   */
  ClassifiedResponse asMissingRow(Operation operation) {
    var ofARow = FaultTable.meaningOfMissingRow(operation);
    return new ClassifiedResponse(
        ofARow, envelope, retryAfter, detail, null, at, bodyConsumed, callSpecific);
  }

  /** Returns a copy whose failure does not count for other calls. */
  ClassifiedResponse asCallSpecific() {
    return new ClassifiedResponse(
        category, envelope, retryAfter, detail, diagnosis, at, bodyConsumed, true);
  }

  /** Whether the circuit breaker counts this as an outage of the provider. */
  boolean isOutage() {
    return category.isOutage() && !callSpecific;
  }

  /** Whether the same request may be sent again within the call. */
  boolean mayBeRepeated(Operation operation) {
    return !bodyConsumed && category.mayBeRepeated(operation);
  }

  /** Whether the response was a web page, so that the provider's application was not reached. */
  boolean isPage() {
    return category == ResponseCategory.MALFORMED && envelope.form() == Envelope.Form.UNREADABLE;
  }

  /** Whether the meaning of the response is unknown. */
  boolean isUnplaced() {
    return category == ResponseCategory.UNCLASSIFIED || category == ResponseCategory.MALFORMED;
  }

  /**
   * Returns the result of a command whose outcome is unknown. A remark shows that the provider's
   * application has finished the call; a gateway's error page has none.
   */
  Unknown unknown() {
    return new Unknown(category != ResponseCategory.BROKEN && !envelope.remark().isEmpty());
  }

  /** Returns the result of a try that this service did not make. */
  static ClassifiedResponse withheld(ResponseCategory reason, Duration retryAfter, Clock clock) {
    return new ClassifiedResponse(
        reason, NONE, retryAfter, "not asked", null, clock.instant(), false, false);
  }
}
