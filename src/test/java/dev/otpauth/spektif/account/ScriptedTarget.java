package dev.otpauth.spektif.account;

import dev.otpauth.spektif.account.CallKind.Role;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A probe target with scripted results; accepted by default. */
final class ScriptedTarget implements ProbeTarget {

  static final CallKind HISTORY = new CallKind("history", Role.QUERY, null);

  private final Clock clock;
  @Nullable Diagnosis refusal;
  boolean down;
  boolean inDoubt;
  int asked;

  ScriptedTarget(Clock clock) {
    this.clock = clock;
  }

  @Override
  public ProbeAnswer probe(Duration limit) {
    asked++;
    return refusal == null
        ? new ProbeAnswer(HISTORY, "accepted", true, null, clock.instant())
        : new ProbeAnswer(HISTORY, "refused_account", false, refusal, clock.instant());
  }

  @Override
  public Duration tryTimeout() {
    return Duration.ofSeconds(12);
  }

  @Override
  public boolean isDown() {
    return down;
  }

  @Override
  public boolean isInDoubt() {
    return inDoubt;
  }
}
