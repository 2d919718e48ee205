package dev.otpauth.runtime;

/** A group fails before anything of it was written: each of its items is to be written alone. */
public final class NothingWrittenException extends RuntimeException {

  /** For that reason. */
  public NothingWrittenException(RuntimeException cause) {
    super(cause);
  }
}
