package dev.otpauth.sandbox;

/** The outcome of deleting a contact. */
enum ContactDeleteOutcome {
  DELETED,
  UNKNOWN_CONTACT,
  HAS_MESSAGES,
  IS_BLOCKED
}
