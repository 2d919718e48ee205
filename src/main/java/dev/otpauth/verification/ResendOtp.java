package dev.otpauth.verification;

import java.util.UUID;

/**
 * A caller's wish that another code be sent in place of the one before.
 *
 * @param claim to the key by which repeats of the call are known
 */
public record ResendOtp(String callerId, UUID requestId, Claim<RequestOutcome> claim) {

  /** The same call, under that claim. */
  public ResendOtp under(Claim<RequestOutcome> of) {
    return new ResendOtp(callerId, requestId, of);
  }
}
