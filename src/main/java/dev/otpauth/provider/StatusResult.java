package dev.otpauth.provider;

/**
 * The result of a status query. {@link Unreachable} includes every transient failure, since a query
 * may be repeated; {@link Unknown} is an unintelligible response.
 */
public sealed interface StatusResult permits Failure, StatusResult.Found {

  /** The provider knows the reference. */
  record Found(ReferenceState state) implements StatusResult {}
}
