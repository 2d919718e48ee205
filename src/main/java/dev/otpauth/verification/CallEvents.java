package dev.otpauth.verification;

import dev.otpauth.audit.AuditRecord;
import dev.otpauth.idempotency.IdempotentCall;
import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.problem.CurrentTrace;
import dev.otpauth.verification.CallCompleted.About;
import dev.otpauth.verification.CallCompleted.Call;
import dev.otpauth.verification.CallCompleted.Subject;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Creates the context of each call, and audits and publishes its completion. */
@Component
class CallEvents {

  private final ApplicationEventPublisher events;
  private final AuditRecord audit;
  private final PhoneVault vault;
  private final CurrentTrace trace;
  private final Clock clock;

  CallEvents(
      ApplicationEventPublisher events,
      AuditRecord audit,
      PhoneVault vault,
      CurrentTrace trace,
      Clock clock) {
    this.events = events;
    this.audit = audit;
    this.vault = vault;
    this.trace = trace;
    this.clock = clock;
  }

  /** Starts a call without an idempotency key. */
  <O extends Outcome> CallContext<O> context(String callerId, Call call) {
    return context(callerId, call, null);
  }

  /** Starts a call. */
  <O extends Outcome> CallContext<O> context(
      String callerId, Call call, @Nullable IdempotentCall<O> key) {
    return new CallContext<>(callerId, call, clock.instant(), trace.id(), key);
  }

  /** The subject of a call on a verification; {@link About#NOTHING} for null. */
  About about(@Nullable Verification verification) {
    return verification == null
        ? About.NOTHING
        : new About(
            verification.callerId(),
            verification.purpose(),
            subject(vault.open(verification.phone()), verification.phoneDigest()));
  }

  /** The subject of a call on a number. */
  About about(PhoneNumber mobile, @Nullable String ownerId, @Nullable String purpose) {
    return new About(ownerId, purpose, subject(mobile, vault.digest(mobile)));
  }

  private static Subject subject(PhoneNumber mobile, KeyedDigest digest) {
    return new Subject(digest, mobile.prefix(), mobile.masked());
  }

  /** Completes a call that stored nothing: audits (a refusal is only counted) and publishes it. */
  <O extends Outcome> O complete(CallContext<?> context, About about, O outcome) {
    if (outcome instanceof Refusal) {
      count(context, outcome);
    } else if (!isPolling(context, about)) {
      writeAudit(context, about, outcome);
    }
    return publish(context, about, outcome);
  }

  /** Polling one's own or an unknown verification is frequent, and is not audited. */
  private static boolean isPolling(CallContext<?> context, About about) {
    return context.call() == Call.STATUS
        && (about.ownerId() == null || about.ownerId().equals(context.callerId()));
  }

  /** The call succeeds even if its audit entry cannot be written. */
  private void writeAudit(CallContext<?> context, About about, Outcome outcome) {
    audit.writeOrLog(context.entry(outcome, about.phone(), clock.instant()));
  }

  private void count(CallContext<?> context, Outcome outcome) {
    audit.count(context.callerId(), context.call().value(), outcome.value());
  }

  /** Completes a call: writes the audit that is still missing, and publishes it. */
  <O extends Outcome> CompletedCall<O> complete(
      CallContext<?> context, About about, CompletedCall<O> ended) {
    switch (ended.audit()) {
      case SAVED -> {}
      case TO_SAVE -> writeAudit(context, about, ended.outcome());
      case TO_COUNT -> count(context, ended.outcome());
    }
    publish(context, about, ended.outcome());
    return ended;
  }

  private <O extends Outcome> O publish(CallContext<?> context, About about, O outcome) {
    var now = clock.instant();
    events.publishEvent(
        new CallCompleted(
            context.callerId(),
            context.call(),
            outcome.value(),
            outcome.requestId(),
            about.ownerId(),
            about.purpose(),
            about.subject(),
            outcome instanceof Refusal refusal ? refusal.numberWaitsUntil() : null,
            now,
            Duration.between(context.at(), now)));
    return outcome;
  }
}
