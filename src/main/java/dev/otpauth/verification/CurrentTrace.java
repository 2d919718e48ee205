package dev.otpauth.verification;

import org.jspecify.annotations.Nullable;

/** The trace that a call belongs to. */
public interface CurrentTrace {

  /** Of the call that this thread makes; absent where it is not traced. */
  @Nullable String id();
}
