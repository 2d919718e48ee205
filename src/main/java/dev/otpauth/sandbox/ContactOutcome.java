package dev.otpauth.sandbox;

/** The outcome of creating or changing a contact. */
sealed interface ContactOutcome {

  record Saved(Contact contact) implements ContactOutcome {}

  /** Another contact has this number. */
  record NumberTaken() implements ContactOutcome {}

  /** The account has no room for another contact. */
  record LimitReached() implements ContactOutcome {}

  record UnknownContact() implements ContactOutcome {}
}
