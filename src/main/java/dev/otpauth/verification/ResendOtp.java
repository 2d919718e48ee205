package dev.otpauth.verification;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A caller's wish that another code be sent in place of the one before.
 *
 * @param claim to the key by which repeats of the call are known, where the caller gave one
 */
public record ResendOtp(String callerId, UUID requestId, @Nullable Claim<RequestOutcome> claim) {

  /** The same call, under that claim. */
  public ResendOtp under(@Nullable Claim<RequestOutcome> of) {
    return new ResendOtp(callerId, requestId, of);
  }
}
