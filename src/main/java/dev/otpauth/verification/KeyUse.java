package dev.otpauth.verification;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an idempotency key stands for when a call comes with it. */
public sealed interface KeyUse {

  /** Nothing yet: the call is to be made. */
  record Fresh() implements KeyUse {}

  /** A call that has been answered. */
  record Answered(KeptAnswer answer) implements KeyUse {}

  /** A call that is being made right now. */
  record Running() implements KeyUse {}

  /** Another call. */
  record Reused() implements KeyUse {}

  /**
   * A call whose final answer was not given: its outcome was unknown, or whoever made it died.
   *
   * @param verificationId what it worked on; absent where it had not begun
   * @param operationId what it began there; absent where it had not begun
   */
  record Interrupted(@Nullable UUID verificationId, @Nullable UUID operationId) implements KeyUse {}
}
