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

/** Notes when each call begins, and tells whoever listens how it ended. */
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

  /** A call begins. */
  <O extends Outcome> CallContext<O> context(String callerId, Call call) {
    return context(callerId, call, null);
  }

  /** A call begins that may have come with a key. */
  <O extends Outcome> CallContext<O> context(
      String callerId, Call call, @Nullable IdempotentCall<O> key) {
    return new CallContext<>(callerId, call, clock.instant(), trace.id(), key);
  }

  /** What a call is about that names a verification; nothing where there is none. */
  About about(@Nullable Verification verification) {
    return verification == null
        ? About.NOTHING
        : new About(
            verification.callerId(),
            verification.purpose(),
            subject(vault.open(verification.phone()), verification.phoneDigest()));
  }

  /** What a call is about that names a number: the caller's own wish. */
  About about(PhoneNumber mobile, @Nullable String ownerId, @Nullable String purpose) {
    return new About(ownerId, purpose, subject(mobile, vault.digest(mobile)));
  }

  private static Subject subject(PhoneNumber mobile, KeyedDigest digest) {
    return new Subject(digest, mobile.prefix(), mobile.masked());
  }

  /** How a call ended that wrote nothing. */
  <O extends Outcome> O tell(CallContext<?> context, About about, O outcome) {
    if (outcome instanceof Refusal) {
      count(context, outcome);
    } else if (!isPolling(context, about)) {
      enter(context, about, outcome);
    }
    return publish(context, about, outcome);
  }

  /** A caller that looks at its own verification, or at none, is no news, and looks often. */
  private static boolean isPolling(CallContext<?> context, About about) {
    return context.call() == Call.STATUS
        && (about.ownerId() == null || about.ownerId().equals(context.callerId()));
  }

  /** The call's answer does not depend on its entry. */
  private void enter(CallContext<?> context, About about, Outcome outcome) {
    audit.enter(context.entry(outcome, about.phone(), clock.instant()));
  }

  private void count(CallContext<?> context, Outcome outcome) {
    audit.count(context.callerId(), context.call().word(), outcome.word());
  }

  /** How a call ended. */
  <O extends Outcome> CompletedCall<O> tell(
      CallContext<?> context, About about, CompletedCall<O> ended) {
    switch (ended.audit()) {
      case ENTERED -> {}
      case TO_ENTER -> enter(context, about, ended.outcome());
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
            outcome.word(),
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
