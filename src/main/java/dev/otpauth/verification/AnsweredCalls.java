package dev.otpauth.verification;

import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.verification.CallAnswered.Call;
import dev.otpauth.verification.CallAnswered.Entry;
import dev.otpauth.verification.CallAnswered.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells whoever listens how each call ended, in passing on its outcome. */
@Component
class AnsweredCalls {

  private final ApplicationEventPublisher events;
  private final PhoneVault vault;
  private final Clock clock;

  AnsweredCalls(ApplicationEventPublisher events, PhoneVault vault, Clock clock) {
    this.events = events;
    this.vault = vault;
    this.clock = clock;
  }

  /** How a request ended. */
  RequestOutcome told(RequestOtp request, Instant begun, RequestOutcome outcome) {
    var subject = subject(request.mobile(), vault.digest(request.mobile()));
    var caller = request.callerId();
    return told(
        caller,
        Call.REQUEST,
        caller,
        request.purpose(),
        subject,
        begun,
        request.claim().entry(),
        outcome);
  }

  /** How an erasure ended. */
  Erased told(String callerId, PhoneNumber mobile, Instant begun, Erased outcome) {
    var subject = subject(mobile, vault.digest(mobile));
    return told(callerId, Call.ERASE, null, null, subject, begun, Entry.MISSING, outcome);
  }

  /**
   * How a call ended whose entry nothing else writes.
   *
   * @param about the verification, where the call is about one that is there
   */
  <O extends Outcome> O told(
      String callerId, Call call, @Nullable Verification about, Instant begun, O outcome) {
    return told(callerId, call, about, begun, Entry.MISSING, outcome);
  }

  /**
   * How another call ended.
   *
   * @param about the verification, where the call is about one that is there
   */
  <O extends Outcome> O told(
      String callerId,
      Call call,
      @Nullable Verification about,
      Instant begun,
      Entry entry,
      O outcome) {
    return about == null
        ? told(callerId, call, null, null, null, begun, entry, outcome)
        : told(
            callerId,
            call,
            about.callerId(),
            about.purpose(),
            subject(about),
            begun,
            entry,
            outcome);
  }

  private <O extends Outcome> O told(
      String callerId,
      Call call,
      @Nullable String ownerId,
      @Nullable String purpose,
      @Nullable Subject subject,
      Instant begun,
      Entry entry,
      O outcome) {
    var now = clock.instant();
    events.publishEvent(
        new CallAnswered(
            callerId,
            call,
            outcome.word(),
            outcome.requestId(),
            ownerId,
            purpose,
            subject,
            now,
            Duration.between(begun, now),
            entry));
    return outcome;
  }

  private Subject subject(Verification about) {
    return subject(vault.open(about.phone()), about.phoneDigest());
  }

  private static Subject subject(PhoneNumber mobile, KeyedDigest digest) {
    return new Subject(digest, mobile.prefix(), mobile.masked());
  }
}
