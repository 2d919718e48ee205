package dev.otpauth.provider;

/**
 * The provider's contacts and inbox.
 *
 * <p>Whatever the provider does or fails to do is a result; an exception is a bug. A call that only
 * reads may be repeated within; one that changes or sends is made at most once.
 */
public interface CrmProvider {

  /**
   * Makes a call and waits for its end. A file that goes with it is read by the thread that calls,
   * and by nobody any longer once this has returned; it may last as long as the file does.
   */
  CrmResult call(CrmCall call);
}
