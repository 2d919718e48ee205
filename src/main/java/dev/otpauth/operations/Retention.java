package dev.otpauth.operations;

import dev.otpauth.audit.AuditRecord;
import dev.otpauth.idempotency.IdempotencyRecords;
import dev.otpauth.throttle.ThrottleMemory;
import dev.otpauth.verification.PastVerifications;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.springframework.stereotype.Component;

/**
 * Lists the kinds of data that are deleted after their retention. The owners of the tables
 * implement the deletion.
 */
@Component
class Retention {

  private final ThrottleMemory limits;
  private final IdempotencyRecords calls;
  private final PastVerifications verifications;
  private final AuditRecord audit;
  private final CallerConversions conversions;

  Retention(
      ThrottleMemory limits,
      IdempotencyRecords calls,
      PastVerifications verifications,
      AuditRecord audit,
      CallerConversions conversions) {
    this.limits = limits;
    this.calls = calls;
    this.verifications = verifications;
    this.audit = audit;
    this.conversions = conversions;
  }

  /**
   * Returns the deletions to run, the largest last.
   *
   * @param kept how long verifications are kept
   */
  List<Sweep> due(Instant now, Duration kept) {
    return List.of(
        new Sweep("limits", atMost -> limits.forgetLapsed(now, atMost)),
        new Sweep("idempotency keys", atMost -> calls.forgetExpired(now, atMost)),
        new Sweep("conversions of callers", atMost -> conversions.forget(now, atMost)),
        new Sweep("audit entries", audit::forget),
        new Sweep("verifications", verifications.forgetting(now.minus(kept))));
  }

  /**
   * The deletion of one kind of data.
   *
   * @param of the kind, for the log
   * @param batch deletes at most the given number of rows in one statement, and returns how many it
   *     deleted
   */
  record Sweep(String of, IntUnaryOperator batch) {}
}
