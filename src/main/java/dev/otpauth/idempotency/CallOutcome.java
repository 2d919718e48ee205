package dev.otpauth.idempotency;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The outcome of a call that idempotency can store: its effect and what it worked on. */
public interface CallOutcome {

  /** The effect of the call. */
  Effect effect();

  /** The id of what the call worked on; null if unknown. */
  @Nullable UUID subjectId();

  /** The effect of a call, which decides how a repeat is handled. */
  enum Effect {
    /** No effect: a repeat is run as a new call. */
    NOT_STARTED,
    /** Not known yet: a repeat gets the present state. */
    OPEN,
    /** Final: a repeat gets the stored response. */
    FINAL
  }
}
