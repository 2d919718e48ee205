package dev.otpauth.provider;

/**
 * How a status query ended. {@link Unreachable} includes every transient failure, since a query may
 * be repeated freely; {@link Unknown} is an answer that made no sense.
 */
public sealed interface StatusResult permits Failure, StatusResult.Found {

  /** The reference as the provider sees it. */
  record Found(ReferenceState state) implements StatusResult {}
}
