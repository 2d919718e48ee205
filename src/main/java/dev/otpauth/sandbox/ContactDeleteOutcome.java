package dev.otpauth.sandbox;

/** What became of deleting a contact. */
enum ContactDeleteOutcome {
  DELETED,
  UNKNOWN_CONTACT,
  HAS_MESSAGES,
  IS_BLOCKED
}
