package dev.otpauth.runtime;

/**
 * Thrown if a group fails before anything was written, so that {@link GroupCommit} writes its items
 * one by one.
 */
public final class NothingWrittenException extends RuntimeException {

  public NothingWrittenException(RuntimeException cause) {
    super(cause);
  }
}
