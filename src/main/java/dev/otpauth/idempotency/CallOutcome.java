package dev.otpauth.idempotency;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a call ended, as far as its key is concerned. */
public interface CallOutcome {

  /** What the call has done. */
  Effect effect();

  /** What it worked on; null where that is not known. */
  @Nullable UUID subjectId();

  /** What a call has done, which decides what a repeat of it gets. */
  enum Effect {
    /** Nothing: a repeat is another call. */
    NOT_STARTED,
    /** It is not known yet: a repeat is told what has become of it. */
    OPEN,
    /** It is done: a repeat gets the same answer. */
    FINAL
  }
}
