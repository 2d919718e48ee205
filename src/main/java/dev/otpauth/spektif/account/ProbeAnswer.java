package dev.otpauth.spektif.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a probe came to.
 *
 * @param call the kind of call it was made by
 * @param outcome its name in metrics and health
 * @param accepted whether the provider is there and knows us
 * @param refusal why it refuses our account, where it does
 * @param at when it was known
 */
public record ProbeAnswer(
    CallKind call, String outcome, boolean accepted, @Nullable Diagnosis refusal, Instant at) {

  public ProbeAnswer {
    if (accepted && refusal != null) {
      throw new IllegalArgumentException("a probe is accepted or refused, not both");
    }
  }

  /** Whether it is refused for who we are. */
  boolean refusesUs() {
    return refusal != null && refusal.cause().isAuthentication();
  }
}
