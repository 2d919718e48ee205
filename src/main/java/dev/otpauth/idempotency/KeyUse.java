package dev.otpauth.idempotency;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a key stands for when a call comes with it. */
public sealed interface KeyUse {

  /** Nothing: the call is to be made. */
  record Free() implements KeyUse {}

  /** A call that has been answered. */
  record Answered(SealedResponse response) implements KeyUse {}

  /** A call that is being made right now. */
  record Running() implements KeyUse {}

  /** Another call. */
  record Reused() implements KeyUse {}

  /**
   * A call whose final answer was not given: its outcome was unknown, or whoever made it died.
   *
   * @param subjectId what it worked on; absent where that was erased
   * @param operationId what it began there; absent likewise
   */
  record Interrupted(@Nullable UUID subjectId, @Nullable UUID operationId) implements KeyUse {}
}
