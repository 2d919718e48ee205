package dev.otpauth.provider;

/**
 * The port to the provider's contacts and inbox.
 *
 * <p>Every failure of the provider is a result; an exception is a bug. Implementations may repeat
 * queries; they make other calls at most once.
 */
public interface CrmProvider {

  /**
   * Makes a call and blocks until its end. The calling thread reads the file of the call, if there
   * is one; the duration depends on the file. Nothing reads the file after this method has
   * returned.
   */
  CrmResult call(CrmCall call);
}
