package dev.otpauth.spektif;

import dev.otpauth.provider.Refused;

/** What a try at the provider came to, before it is told in the words of one operation. */
enum ResponseCategory {
  ACCEPTED("accepted"),
  THROTTLED("throttled"),
  REFUSED_DESTINATION("refused_destination"),
  REFUSED_REFERENCE("refused_reference"),
  REFUSED_ACCOUNT("refused_account"),
  REFUSED_OTHER("refused_other"),
  /** What was given is not taken, for reasons that the provider tells in sentences. */
  INVALID("invalid"),
  /** What it is about stands against it, as the provider tells in sentences. */
  CONFLICT("conflict"),
  /** There is no such contact, conversation or template. */
  NOT_FOUND("not_found"),
  /** The provider does not know the reference. */
  LOST("lost"),
  MISMATCHED("mismatched"),
  EXPIRED("expired"),
  EXHAUSTED("exhausted"),
  /** No byte of the request was written, or of one with a file not all. */
  NOT_SENT("unreachable"),
  /** Broken off by us, since the file that was being sent failed. */
  ABORTED("aborted"),
  /** Asked, and no whole answer or a 5xx came back: over in a moment, perhaps. */
  BROKEN("broken"),
  /** A whole answer that makes no sense, or contradicts itself. */
  NONSENSE("unknown"),
  /** An error of the provider's that does not say whether anything was done. */
  EXCEPTION("exception"),
  /** Refused in part, perhaps: the provider does not say what was done of the rest. */
  UNCERTAIN("uncertain"),
  /** An error that no row of the {@link FaultTable} knows, and so says as little. */
  UNPLACED("unplaced"),
  /** The provider is being maintained; nothing was done. */
  MAINTENANCE("maintenance"),
  /** Not asked, since the provider refuses who we are. */
  WITHHELD("withheld"),
  CIRCUIT_OPEN("circuit_open"),
  RATE_LIMITED("rate_limited"),
  BULKHEAD_FULL("bulkhead_full");

  private final String tag;

  ResponseCategory(String tag) {
    this.tag = tag;
  }

  /** The outcome in metrics and logs. */
  String tag() {
    return tag;
  }

  /** Whether the same request may be sent again within the call. */
  boolean mayBeRepeated(Operation operation) {
    return switch (this) {
      case NOT_SENT -> true;
      case BROKEN, EXCEPTION, UNPLACED -> operation.isQuery();
      case ACCEPTED,
          THROTTLED,
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
          EXHAUSTED,
          ABORTED,
          NONSENSE,
          UNCERTAIN,
          MAINTENANCE,
          WITHHELD,
          CIRCUIT_OPEN,
          RATE_LIMITED,
          BULKHEAD_FULL ->
          false;
    };
  }

  /** Whether it says that the provider is down; the circuit breaker counts it. */
  boolean isOutage() {
    return switch (this) {
      case NOT_SENT, BROKEN, EXCEPTION, UNPLACED, MAINTENANCE -> true;
      case ACCEPTED,
          THROTTLED,
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
          EXHAUSTED,
          ABORTED,
          NONSENSE,
          UNCERTAIN,
          WITHHELD,
          CIRCUIT_OPEN,
          RATE_LIMITED,
          BULKHEAD_FULL ->
          false;
    };
  }

  /** Whether it is an answer about the call itself, which only somebody who is known is given. */
  boolean acknowledgesUs() {
    return switch (this) {
      case ACCEPTED,
          THROTTLED,
          REFUSED_DESTINATION,
          REFUSED_REFERENCE,
          CONFLICT,
          NOT_FOUND,
          LOST,
          MISMATCHED,
          EXPIRED,
          EXHAUSTED ->
          true;
      case REFUSED_ACCOUNT,
          REFUSED_OTHER,
          INVALID,
          NOT_SENT,
          ABORTED,
          UNCERTAIN,
          BROKEN,
          NONSENSE,
          EXCEPTION,
          UNPLACED,
          MAINTENANCE,
          WITHHELD,
          CIRCUIT_OPEN,
          RATE_LIMITED,
          BULKHEAD_FULL ->
          false;
    };
  }

  /** Whom a refusal is about; everything that is not one of the named refusals is unexplained. */
  Refused refused() {
    return new Refused(
        switch (this) {
          case REFUSED_DESTINATION -> Refused.Cause.DESTINATION;
          case REFUSED_REFERENCE, LOST -> Refused.Cause.REFERENCE;
          case REFUSED_ACCOUNT -> Refused.Cause.ACCOUNT;
          case REFUSED_OTHER,
              ACCEPTED,
              THROTTLED,
              INVALID,
              CONFLICT,
              NOT_FOUND,
              ABORTED,
              UNCERTAIN,
              MISMATCHED,
              EXPIRED,
              EXHAUSTED,
              NOT_SENT,
              BROKEN,
              NONSENSE,
              EXCEPTION,
              UNPLACED,
              MAINTENANCE,
              WITHHELD,
              CIRCUIT_OPEN,
              RATE_LIMITED,
              BULKHEAD_FULL ->
              Refused.Cause.OTHER;
        });
  }
}
