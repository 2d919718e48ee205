package dev.otpauth.verification;

import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.provider.OtpStatus;
import dev.otpauth.provider.Reference;
import dev.otpauth.provider.ReferenceState;
import dev.otpauth.provider.Refused;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import dev.otpauth.provider.VerifyResult;
import dev.otpauth.throttle.Guesses;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The books: what is written down before the provider is called, and what became of it after, save
 * what {@link Openings}, {@link AttemptReservations} and {@link CallEndings} do in one statement.
 * Each method is one short transaction, or one statement that needs none; none spans a call. What
 * is changed tells what it has reached ({@link VerificationChanged}), within the transaction.
 */
@Component
@Transactional
class VerificationLedger {

  /** Longer than any call to the provider takes, so that a lapsed lease means a dead holder. */
  static final Duration LEASE = Duration.ofSeconds(30);

  private static final Duration REFRESH_PACE = Duration.ofSeconds(5);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  private final Verifications verifications;
  private final ProviderReferences references;
  private final IdempotentCalls calls;
  private final Guesses guesses;
  private final Changes changes;
  private final Duration deadline;

  VerificationLedger(
      Verifications verifications,
      ProviderReferences references,
      IdempotentCalls calls,
      Guesses guesses,
      Changes changes,
      VerificationProperties properties) {
    this.verifications = verifications;
    this.references = references;
    this.calls = calls;
    this.guesses = guesses;
    this.changes = changes;
    this.deadline = properties.settlement().deadline();
  }

  /** A verification of that caller's. */
  @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
  Optional<Verification> find(UUID id, String callerId) {
    return verifications.findByIdAndCallerId(id, callerId);
  }

  /** Anyone's verification. */
  @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
  Optional<Verification> find(UUID id) {
    return verifications.findById(id);
  }

  /** Holds the verification for a resend. */
  Reservation reserveResend(UUID id, @Nullable IdempotencyKey key, Instant now) {
    var reserved = verifications.reserveResend(id, UUID.randomUUID(), now, now.plus(LEASE));
    if (reserved.isEmpty()) {
      return verifications
          .findById(id)
          .map(it -> Reservation.whyNot(it, now))
          .orElseGet(Reservation.Erased::new);
    }
    if (key != null) {
      calls.began(key, id, reserved.get().inFlight().operationId());
    }
    return new Reservation.Held(reserved.get());
  }

  /** Holds an operation that nobody holds any more; empty where somebody does, or it is settled. */
  Optional<Verification> takeOver(UUID id, Instant now) {
    return verifications.takeOver(id, UUID.randomUUID(), now, now.plus(LEASE));
  }

  /** Holds up to so many operations whose settlement is due and that nobody holds. */
  List<Verification> takeOverDue(int atMost, Instant now) {
    return verifications.takeOverDue(now, now.plus(LEASE), atMost);
  }

  /** Makes the lease last anew; false where it lapsed and somebody else took over. */
  boolean renew(Verification held, Instant now) {
    return verifications.renew(held.id(), held.inFlight().leaseId(), now.plus(LEASE)) == 1;
  }

  /** Claims the refresh of a verification that is due; empty where none is. */
  Optional<Verification> claimRefresh(UUID id, Instant now) {
    return verifications.claimRefresh(id, now, now.minus(REFRESH_PACE));
  }

  /**
   * Writes down how a send or resend ended. An unknown outcome lets go of it for settlement.
   *
   * @return empty where it was erased meanwhile
   */
  Optional<Verification> recordSend(Verification held, SendResult result, Instant now) {
    return change(
        held,
        verification -> verification.isHeldBy(held),
        verification -> {
          switch (result) {
            case SendResult.Accepted(var reference, var validity) ->
                adopt(verification, reference, validity, now);
            case Refused(var cause) when cause == Refused.Cause.REFERENCE ->
                verification.recordExpired(now);
            case Refused _, Throttled _, Unreachable _ -> verification.recordNotSent(now);
            case Unknown(var answered) -> {
              if (answered) {
                verification.recordAnswered(now);
              }
              release(verification, now);
            }
          }
        });
  }

  private void adopt(
      Verification verification, Reference reference, Duration validity, Instant now) {
    if (references.adopt(reference.value(), verification.id(), now) == 1) {
      verification.recordSent(reference, validity, now);
    } else {
      release(verification, now);
    }
  }

  /** Looked at again after a pause that doubles, and in any case when it can be decided. */
  private void release(Verification verification, Instant now) {
    var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(verification.inFlight().settleTries(), 4));
    var next = now.plus(pause);
    var decided = verification.inFlight().decidedAt(deadline);
    verification.release(now, decided.isAfter(now) && decided.isBefore(next) ? decided : next);
  }

  /**
   * Writes down that what was sent could not be found in time.
   *
   * @return empty where it was erased meanwhile
   */
  Optional<Verification> recordLost(Verification held, Instant now) {
    return change(
        held,
        verification -> verification.isHeldBy(held),
        verification -> verification.recordLost(now));
  }

  /**
   * Writes down how a verify ended. An unknown outcome lets go of it for settlement.
   *
   * @return empty where it was erased meanwhile
   */
  Optional<Verification> recordVerify(Verification held, VerifyResult result, Instant now) {
    return change(
        held,
        verification ->
            verification.isHeldBy(held)
                || (result instanceof VerifyResult.Matched
                    && verification.status() != OtpStatus.VERIFIED),
        verification -> {
          switch (result) {
            case VerifyResult.Matched(var verifiedAt) -> {
              verification.recordMatch(held.inFlight().operationId(), verifiedAt, now);
              guesses.succeeded(verification.phoneDigest());
            }
            case VerifyResult.Mismatched(var remaining) ->
                verification.recordMismatch(remaining, now);
            case VerifyResult.Expired _ -> verification.recordExpired(now);
            case VerifyResult.Exhausted _ -> verification.recordExhausted(now);
            case Refused _, Throttled _, Unreachable _ -> {
              verification.giveAttemptBack(now);
              guesses.giveBack(verification.phoneDigest());
            }
            case Unknown _ -> release(verification, now);
          }
        });
  }

  /**
   * Takes over what the provider says of the current reference.
   *
   * @return empty where it was erased meanwhile
   */
  Optional<Verification> observe(Verification seen, ReferenceState state, Instant now) {
    return change(
        seen,
        _ -> true,
        verification -> {
          verification.observe(state, now);
          if (verification.status() == OtpStatus.VERIFIED) {
            guesses.succeeded(verification.phoneDigest());
          }
        });
  }

  /**
   * Takes over that the provider does not know the current reference any more.
   *
   * @return empty where it was erased meanwhile
   */
  Optional<Verification> observeLoss(Verification seen, Instant now) {
    return change(seen, _ -> true, verification -> verification.observeLoss(seen.reference(), now));
  }

  /**
   * Erases every verification of a number, with its references and the answers that were kept, and
   * says how many verifications. A call that is on its way finds out when it wants to write.
   */
  int erase(KeyedDigest phone, Instant now) {
    var erased = verifications.lockAll(phone.bytes());
    if (erased.isEmpty()) {
      return 0;
    }
    calls.letGo(erased, now);
    return verifications.delete(erased);
  }

  /** Those of the references that belong to no verification. */
  @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
  Set<Reference> free(Collection<Reference> candidates) {
    var held =
        references.held(candidates.stream().map(Reference::value).collect(Collectors.toSet()));
    return candidates.stream()
        .filter(candidate -> !held.contains(candidate.value()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Changes what is still held; what somebody else settled meanwhile stays as they left it, save
   * that a right code is right, and what was erased stays erased.
   */
  private Optional<Verification> change(
      Verification held, Predicate<Verification> mayChange, Consumer<Verification> change) {
    var locked = verifications.lock(held.id());
    locked
        .filter(mayChange)
        .ifPresent(
            verification -> {
              change.accept(verification);
              verifications.save(verification);
              verification.news().ifPresent(changes::tell);
            });
    return locked;
  }
}
