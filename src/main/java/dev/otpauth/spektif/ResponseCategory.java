package dev.otpauth.spektif;

import dev.otpauth.provider.Refused;

/**
 * The categories of provider responses and failures, before they are translated for an operation.
 */
enum ResponseCategory {
  ACCEPTED("accepted"),
  THROTTLED("throttled"),
  REFUSED_DESTINATION("refused_destination"),
  REFUSED_REFERENCE("refused_reference"),
  REFUSED_ACCOUNT("refused_account"),
  REFUSED_OTHER("refused_other"),
  /** The input is invalid; the provider's messages say why. */
  INVALID("invalid"),
  /** The state of the row prevents it; the provider's messages say why. */
  CONFLICT("conflict"),
  /** The contact, conversation or template does not exist. */
  NOT_FOUND("not_found"),
  /** The provider does not know the reference. */
  LOST("lost"),
  MISMATCHED("mismatched"),
  EXPIRED("expired"),
  EXHAUSTED("exhausted"),
  /** Nothing of the request was written; of one with a file, not everything. */
  NOT_SENT("unreachable"),
  /** Aborted by this service because the file could not be read. */
  ABORTED("aborted"),
  /** Sent, but the response is missing, incomplete or a 5xx; may be transient. */
  BROKEN("broken"),
  /** A complete response that is unintelligible or contradictory. */
  MALFORMED("unknown"),
  /** A provider error that does not say whether anything was done. */
  EXCEPTION("exception"),
  /** Perhaps partly done: the provider does not say. */
  UNCERTAIN("uncertain"),
  /**
   * An error that no row of the {@link FaultTable} matches; whether anything was done is unknown.
   */
  UNCLASSIFIED("unclassified"),
  /** The provider is under maintenance; nothing was done. */
  MAINTENANCE("maintenance"),
  /** Not sent, because the provider rejects our credentials. */
  WITHHELD("withheld"),
  CIRCUIT_OPEN("circuit_open"),
  RATE_LIMITED("rate_limited"),
  BULKHEAD_FULL("bulkhead_full");

  private final String tag;

  ResponseCategory(String tag) {
    this.tag = tag;
  }

  /** The value of the tag {@code outcome} in metrics and logs. */
  String tag() {
    return tag;
  }

  /** Whether the same request may be sent again within the call. */
  boolean mayBeRepeated(Operation operation) {
    return switch (this) {
      case NOT_SENT -> true;
      case BROKEN, EXCEPTION, UNCLASSIFIED -> operation.isQuery();
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
          MALFORMED,
          UNCERTAIN,
          MAINTENANCE,
          WITHHELD,
          CIRCUIT_OPEN,
          RATE_LIMITED,
          BULKHEAD_FULL ->
          false;
    };
  }

  /** Whether the circuit breaker counts it as an outage of the provider. */
  boolean isOutage() {
    return switch (this) {
      case NOT_SENT, BROKEN, EXCEPTION, UNCLASSIFIED, MAINTENANCE -> true;
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
          MALFORMED,
          UNCERTAIN,
          WITHHELD,
          CIRCUIT_OPEN,
          RATE_LIMITED,
          BULKHEAD_FULL ->
          false;
    };
  }

  /** Whether the provider gives this response only to authenticated clients. */
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
          MALFORMED,
          EXCEPTION,
          UNCLASSIFIED,
          MAINTENANCE,
          WITHHELD,
          CIRCUIT_OPEN,
          RATE_LIMITED,
          BULKHEAD_FULL ->
          false;
    };
  }

  /**
   * Returns the refusal for the port; anything that is no named refusal has cause {@code OTHER}.
   */
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
              MALFORMED,
              EXCEPTION,
              UNCLASSIFIED,
              MAINTENANCE,
              WITHHELD,
              CIRCUIT_OPEN,
              RATE_LIMITED,
              BULKHEAD_FULL ->
              Refused.Cause.OTHER;
        });
  }
}
