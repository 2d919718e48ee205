package dev.otpauth.spektif;

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

  static Verdict of(Operation operation, Reply reply, Clock clock) {
    return switch (reply) {
      case Reply.Answer answer -> of(operation, answer, clock.instant());
      case Reply.NoAnswer none ->
          new Verdict(
              FaultTable.meaning(none), NONE, HICCUP, none.failure(), null, clock.instant());
    };
  }

  private static Verdict of(Operation operation, Reply.Answer answer, Instant now) {
    var envelope = Envelope.read(answer.body());
    var facts = new Facts(operation, answer.status(), envelope);
    var meaning = FaultTable.meaning(facts);
    var retryAfter = meaning == Meaning.THROTTLED ? RetryAfter.of(answer, envelope, now) : HICCUP;
    var diagnosis = meaning == Meaning.REFUSED_ACCOUNT ? Diagnosis.of(facts) : null;
    return new Verdict(meaning, envelope, retryAfter, facts.statusLine(), diagnosis, now);
  }

  /** The provider was not asked, for a reason of ours. */
  static Verdict withheld(Meaning reason, Duration retryAfter, Clock clock) {
    return new Verdict(reason, NONE, retryAfter, "not asked", null, clock.instant());
  }
}
