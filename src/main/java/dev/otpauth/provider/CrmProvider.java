package dev.otpauth.provider;

/**
 * The provider's contacts and inbox.
 *
 * <p>Whatever the provider does or fails to do is a result; an exception is a bug. A call that only
 * reads may be repeated within; one that changes or sends is made at most once.
 */
public interface CrmProvider {

  /** Makes a call and waits for its end. */
  CrmResult call(CrmCall call);
}
