package dev.otpauth.verification;

/** A call that changes something at the provider; a verification has at most one at a time. */
enum Operation {
  SEND,
  RESEND,
  VERIFY;

  /** By which it is asked for. */
  CallAnswered.Call call() {
    return switch (this) {
      case SEND -> CallAnswered.Call.REQUEST;
      case RESEND -> CallAnswered.Call.RESEND;
      case VERIFY -> CallAnswered.Call.CONFIRM;
    };
  }
}
