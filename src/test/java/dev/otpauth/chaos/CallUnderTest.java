package dev.otpauth.chaos;

import java.util.UUID;

/** What a caller asks for, and what the provider is asked for it. */
enum CallUnderTest {
  SEND(ProviderOperation.SEND, "send"),
  RESEND(ProviderOperation.RESEND, "resend"),
  VERIFY_RIGHT(ProviderOperation.VERIFY, "verify of the right code"),
  VERIFY_WRONG(ProviderOperation.VERIFY, "verify of a wrong code");

  private final ProviderOperation operation;
  private final String words;

  CallUnderTest(ProviderOperation operation, String words) {
    this.operation = operation;
    this.words = words;
  }

  String words() {
    return words;
  }

  ProviderOperation operation() {
    return operation;
  }

  /** Asks; the id is of no matter to a send. */
  CallerResponse ask(CallerClient caller, Subscriber it, UUID id, ProviderRecords books) {
    return switch (this) {
      case SEND -> it.request(caller);
      case RESEND -> caller.resend(id);
      case VERIFY_RIGHT -> caller.confirm(id, books.code(it.phone()));
      case VERIFY_WRONG -> caller.confirm(id, books.wrongCode(it.phone()));
    };
  }

  /** What must be written down in the end, where the provider did it, and where not. */
  String ending(boolean isDone) {
    return switch (this) {
      case SEND, RESEND -> isDone ? "sent" : "failed/send_failed";
      case VERIFY_RIGHT -> isDone ? "verified" : "sent";
      case VERIFY_WRONG -> "sent";
    };
  }
}
