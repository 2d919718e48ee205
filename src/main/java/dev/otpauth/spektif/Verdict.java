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
 */
record Verdict(
    Meaning meaning,
    Envelope envelope,
    Duration retryAfter,
    String detail,
    @Nullable Diagnosis diagnosis,
    Instant at) {

  /** What a caller is asked to wait when the network, or the provider, fails. */
  private static final Duration HICCUP = Duration.ofSeconds(2);

  private static final Envelope NONE = Envelope.read(new byte[0]);

  /** What a try without an answer came to. */
  static Verdict of(Reply.NoAnswer none, Instant now) {
    return new Verdict(FaultTable.meaning(none), NONE, HICCUP, none.failure(), null, now);
  }

  /** What an answer came to, where its meaning is known. */
  static Verdict of(Meaning meaning, Facts facts, Reply.Answer answer, Instant now) {
    var envelope = facts.envelope();
    var retryAfter =
        switch (meaning) {
          case THROTTLED, MAINTENANCE -> RetryAfter.of(answer, envelope, now);
          case ACCEPTED,
              REFUSED_DESTINATION,
              REFUSED_REFERENCE,
              REFUSED_ACCOUNT,
              REFUSED_OTHER,
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
    var diagnosis = meaning == Meaning.REFUSED_ACCOUNT ? RefusalTable.diagnose(facts) : null;
    return new Verdict(meaning, envelope, retryAfter, facts.statusLine(), diagnosis, now);
  }

  /** The route is there after all, so that it is the reference that is missing. */
  Verdict lost() {
    return new Verdict(Meaning.LOST, envelope, retryAfter, detail, null, at);
  }

  /** Whether a page came where an answer should be: nobody of Spektif's has been asked. */
  boolean isPage() {
    return meaning == Meaning.NONSENSE && envelope.form() == Envelope.Form.UNREADABLE;
  }

  /** Whether it is an answer whose meaning is not known. */
  boolean isUnplaced() {
    return meaning == Meaning.UNPLACED || meaning == Meaning.NONSENSE;
  }

  /**
   * What a send, resend or verify of such an outcome comes to: nobody knows yet. A remark is the
   * word of the provider's application, which is done with the call then; a gateway has none.
   */
  Unknown unknown() {
    return new Unknown(meaning != Meaning.BROKEN && !envelope.remark().isEmpty());
  }

  /** The provider was not asked, for a reason of ours. */
  static Verdict withheld(Meaning reason, Duration retryAfter, Clock clock) {
    return new Verdict(reason, NONE, retryAfter, "not asked", null, clock.instant());
  }
}
