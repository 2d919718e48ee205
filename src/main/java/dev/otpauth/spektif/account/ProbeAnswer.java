package dev.otpauth.spektif.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The result of a probe.
 *
 * @param call the kind of call that was made
 * @param outcome its name in metrics and health
 * @param accepted whether the provider answered and accepted our account
 * @param refusal why it refused our account; null if it did not
 * @param at when the result was known
 */
public record ProbeAnswer(
    CallKind call, String outcome, boolean accepted, @Nullable Diagnosis refusal, Instant at) {

  public ProbeAnswer {
    if (accepted && refusal != null) {
      throw new IllegalArgumentException("a probe is accepted or refused, not both");
    }
  }

  /** Whether the provider rejected our identity. */
  boolean refusesUs() {
    return refusal != null && refusal.cause().isAuthentication();
  }
}
