package dev.otpauth.spektif;

import dev.otpauth.provider.Unknown;
import dev.otpauth.spektif.account.Diagnosis;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one try came to.
 *
 * @param envelope what the answer says; empty where there is no answer
 * @param retryAfter how long to wait before asking again, where the meaning is about waiting
 * @param detail what an operator may read about it: a status or the names of exceptions
 * @param diagnosis why our account is refused, where it is
 * @param at when it was known
 * @param spent whether what was written of the request cannot be written again
 * @param alone whether its failure is of this call alone, and says nothing of the provider
 */
record ClassifiedResponse(
    ResponseCategory category,
    Envelope envelope,
    Duration retryAfter,
    String detail,
    @Nullable Diagnosis diagnosis,
    Instant at,
    boolean spent,
    boolean alone) {

  /** What a caller is asked to wait when the network, or the provider, fails. */
  private static final Duration HICCUP = Duration.ofSeconds(2);

  private static final Envelope NONE = Envelope.read(new byte[0]);

  /** What a try without an answer came to. */
  static ClassifiedResponse of(HttpResult.NoAnswer none, Instant now) {
    return new ClassifiedResponse(
        FaultTable.category(none), NONE, HICCUP, none.failure(), null, now, none.spent(), false);
  }

  /** What a try came to that was broken off by us. */
  static ClassifiedResponse of(HttpResult.Aborted aborted, Instant now) {
    return new ClassifiedResponse(
        ResponseCategory.ABORTED, NONE, HICCUP, aborted.failure(), null, now, true, false);
  }

  /** What an answer came to, where its meaning is known. */
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
              NONSENSE,
              EXCEPTION,
              UNPLACED,
              WITHHELD,
              CIRCUIT_OPEN,
              RATE_LIMITED,
              BULKHEAD_FULL ->
              HICCUP;
        };
    var diagnosis =
        category == ResponseCategory.REFUSED_ACCOUNT ? RefusalTable.diagnose(facts) : null;
    return new ClassifiedResponse(
        category, envelope, retryAfter, facts.statusLine(), diagnosis, now, false, false);
  }

  /** The route is there after all, so that it is what the call names that is missing. */
  ClassifiedResponse missing(Operation operation) {
    var ofARow = FaultTable.meaningOfMissingRow(operation);
    return new ClassifiedResponse(ofARow, envelope, retryAfter, detail, null, at, spent, alone);
  }

  /** The same, where nothing follows for other calls. */
  ClassifiedResponse ofThisCallAlone() {
    return new ClassifiedResponse(
        category, envelope, retryAfter, detail, diagnosis, at, spent, true);
  }

  /** Whether it says that the provider is down; the circuit breaker counts it. */
  boolean isOutage() {
    return category.isOutage() && !alone;
  }

  /** Whether the same request may be sent again within the call. */
  boolean mayBeRepeated(Operation operation) {
    return !spent && category.mayBeRepeated(operation);
  }

  /** Whether a page came where an answer should be: nobody of Spektif's has been asked. */
  boolean isPage() {
    return category == ResponseCategory.NONSENSE && envelope.form() == Envelope.Form.UNREADABLE;
  }

  /** Whether it is an answer whose meaning is not known. */
  boolean isUnplaced() {
    return category == ResponseCategory.UNPLACED || category == ResponseCategory.NONSENSE;
  }

  /**
   * What a call that changes or sends comes to by it: nobody knows yet. A remark is the word of the
   * provider's application, which is done with the call then; a gateway has none.
   */
  Unknown unknown() {
    return new Unknown(category != ResponseCategory.BROKEN && !envelope.remark().isEmpty());
  }

  /** The provider was not asked, for a reason of ours. */
  static ClassifiedResponse withheld(ResponseCategory reason, Duration retryAfter, Clock clock) {
    return new ClassifiedResponse(
        reason, NONE, retryAfter, "not asked", null, clock.instant(), false, false);
  }
}
