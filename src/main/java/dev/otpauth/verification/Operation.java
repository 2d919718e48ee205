package dev.otpauth.verification;

/** A call that changes something at the provider; a verification has at most one at a time. */
enum Operation {
  SEND,
  RESEND,
  VERIFY
}
