package dev.otpauth.verification;

import dev.otpauth.phone.EncryptedPhone;
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
import dev.otpauth.throttle.ClientNetwork;
import dev.otpauth.verification.VerificationChanged.Change;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * One phone number to be verified for one caller, from the request to its end, over all its
 * resends.
 *
 * <p>Its verbs are the only way it changes. Each ends the operation that was in flight; none does
 * anything to a verification that has ended, save that a right code wins over all but its caller's
 * cancelling it.
 */
@Entity
@Immutable // JPA reads it; VerificationTable reads and saves it with others
class Verification implements Cloneable {

  /** How long what the provider says of a status is not asked for again. */
  private static final Duration REFRESH_PACE = Duration.ofSeconds(5);

  @Id UUID id;

  String callerId;
  String purpose;
  byte[] phoneDigest;
  String phoneKeyId;
  byte[] phoneCiphertext;

  /** {@link ClientNetwork#own()} and {@link ClientNetwork#site()}. */
  byte @Nullable [] clientNetwork;

  byte @Nullable [] clientSite;
  String sender;
  OtpStatus status = OtpStatus.PENDING;
  @Nullable FailureReason failureReason;
  int attempts;
  int maxAttempts;

  @Column(name = "reference")
  @Nullable String referenceValue;

  int referenceAttempts;
  @Nullable Integer referenceRemaining;
  @Embedded @Nullable PendingOperation inFlight;
  @Nullable UUID concludedId;
  @Nullable OperationResult concludedAs;
  Instant expiresAt;
  @Nullable Instant verifiedAt;
  @Nullable Instant provenAt;
  @Nullable Instant refreshedAt;
  Instant createdAt;
  Instant updatedAt;
  int changes;
  @Version int version;

  /** What is to be told once this is stored; each verb reaches at most one. */
  @Transient private @Nullable Change reached;

  @SuppressWarnings("NullAway.Init") // for Hibernate
  protected Verification() {}

  /** A new verification whose first code is about to be sent by the operation given. */
  Verification(UUID id, NewVerification of, UUID operationId, Instant now) {
    this.id = id;
    this.callerId = of.callerId();
    this.purpose = of.purpose();
    this.phoneDigest = of.phoneDigest().bytes();
    this.phoneKeyId = of.phone().keyId();
    this.phoneCiphertext = of.phone().ciphertext();
    var network = of.network();
    this.clientNetwork = network == null ? null : network.own().bytes();
    this.clientSite = network == null || network.site() == null ? null : network.site().bytes();
    this.sender = of.sender().e164();
    this.maxAttempts = of.maxAttempts();
    this.inFlight = PendingOperation.begun(PendingOperation.Kind.SEND, operationId, now);
    this.expiresAt = now.plus(NewVerification.USUAL_VALIDITY);
    this.createdAt = now;
    this.updatedAt = now;
    reach(Change.REQUESTED);
  }

  /** What keeps an operation from beginning now; empty where nothing does. */
  Optional<Obstacle> obstacle(Instant now) {
    if (inFlight != null && !isCancelled()) {
      return Optional.of(isLeased(now) ? Obstacle.BUSY : Obstacle.UNSETTLED);
    }
    return isOver() ? Optional.of(Obstacle.OVER) : Optional.empty();
  }

  /** Another code is about to be sent; {@link #obstacle} says whether it may be. */
  void beginResend(UUID operationId, Instant now) {
    begin(PendingOperation.Kind.RESEND, operationId, now);
  }

  /** A code is about to be checked, which costs an attempt; {@link #obstacle} says likewise. */
  void beginVerify(UUID operationId, Instant now) {
    this.attempts++;
    begin(PendingOperation.Kind.VERIFY, operationId, now);
  }

  private void begin(PendingOperation.Kind operation, UUID operationId, Instant now) {
    this.inFlight = PendingOperation.begun(operation, operationId, now);
    this.updatedAt = now;
  }

  /** A send or resend has ended so; an unknown outcome lets go of it for settlement. */
  void endSend(SendResult result, Duration deadline, Instant now) {
    switch (result) {
      case SendResult.Accepted(var reference, var validity) -> recordSent(reference, validity, now);
      case Refused(var cause) when cause == Refused.Cause.REFERENCE -> recordExpired(now);
      case Refused _, Throttled _, Unreachable _ -> recordNotSent(now);
      case Unknown(var answered) -> release(answered, deadline, now);
    }
  }

  /** A verify has ended so; an unknown outcome lets go of it for settlement. */
  void endVerify(UUID operationId, VerifyResult result, Duration deadline, Instant now) {
    switch (result) {
      case VerifyResult.Matched(var at) -> recordMatch(operationId, at, now);
      case VerifyResult.Mismatched(var remaining) -> recordMismatch(remaining, now);
      case VerifyResult.Expired _ -> recordExpired(now);
      case VerifyResult.Exhausted _ -> recordExhausted(now);
      case Refused _, Throttled _, Unreachable _ -> giveAttemptBack(now);
      case Unknown _ -> release(false, deadline, now);
    }
  }

  /** The code is on its way, under a new reference. */
  private void recordSent(Reference reference, Duration validity, Instant now) {
    if (status.isFinal()) {
      conclude(OperationResult.SENT, now);
      return;
    }
    this.referenceValue = reference.value();
    this.referenceAttempts = 0;
    this.referenceRemaining = null;
    this.status = OtpStatus.SENT;
    this.expiresAt = now.plus(validity);
    reach(Change.SENT);
    conclude(OperationResult.SENT, now);
  }

  /** Nothing was sent: a first send has failed, a resend leaves the code before it valid. */
  private void recordNotSent(Instant now) {
    if (referenceValue == null && !status.isFinal()) {
      fail(FailureReason.SEND_FAILED);
    }
    conclude(OperationResult.NOT_SENT, now);
  }

  /** What was sent was not found; the code before it, if any, cannot be relied on. */
  void recordLost(Instant now) {
    if (!status.isFinal()) {
      fail(FailureReason.SEND_FAILED);
    }
    conclude(OperationResult.LOST, now);
  }

  /**
   * The code of that operation was right, whoever has settled it otherwise meanwhile. One that was
   * cancelled stays so.
   */
  private void recordMatch(UUID matched, Instant verifiedAt, Instant now) {
    if (isCancelled()) {
      conclude(OperationResult.MATCHED, now);
      return;
    }
    verified(verifiedAt, now);
    conclude(OperationResult.MATCHED, now);
    this.concludedId = matched;
    this.concludedAs = OperationResult.MATCHED;
  }

  private void verified(Instant verifiedAt, Instant now) {
    if (status != OtpStatus.VERIFIED) {
      reach(Change.VERIFIED);
    }
    this.status = OtpStatus.VERIFIED;
    this.failureReason = null;
    this.verifiedAt = verifiedAt;
    this.provenAt = now;
  }

  /** The code was wrong; the attempt stays counted. */
  private void recordMismatch(OptionalInt remaining, Instant now) {
    this.referenceAttempts++;
    this.referenceRemaining = remaining.isPresent() ? (Integer) remaining.getAsInt() : null;
    if (remainingAttempts() == 0) {
      recordExhausted(now);
      return;
    }
    conclude(OperationResult.MISMATCHED, now);
  }

  /** No further attempt is possible. */
  private void recordExhausted(Instant now) {
    if (!status.isFinal()) {
      fail(FailureReason.ATTEMPTS_EXHAUSTED);
    }
    conclude(OperationResult.EXHAUSTED, now);
  }

  /** The code is no longer valid. */
  private void recordExpired(Instant now) {
    if (!status.isFinal()) {
      this.status = OtpStatus.EXPIRED;
    }
    conclude(OperationResult.EXPIRED, now);
  }

  /** The attempt in flight was certainly not counted by the provider. */
  private void giveAttemptBack(Instant now) {
    this.attempts--;
    conclude(OperationResult.GIVEN_BACK, now);
  }

  /**
   * Its caller calls it off: no code verifies it any more, and what is in flight changes nothing.
   *
   * @return false, and nothing done, where it has ended
   */
  boolean cancel(Instant now) {
    if (status.isFinal()) {
      return false;
    }
    fail(FailureReason.CANCELLED);
    this.updatedAt = now;
    return true;
  }

  /** Takes over what the provider says of the current reference, outside any operation. */
  void observe(ReferenceState state, Instant now) {
    if (!isOpenUnder(state.reference())) {
      return;
    }
    this.referenceAttempts = Math.max(referenceAttempts, state.verifyAttempts().orElse(0));
    switch (state.status()) {
      case PENDING, SENT, DELIVERED -> this.status = state.status();
      case EXPIRED -> this.status = OtpStatus.EXPIRED;
      case VERIFIED -> verified(Objects.requireNonNullElse(state.verifiedAt(), now), now);
      case FAILED ->
          fail(
              referenceAttempts > 0 ? FailureReason.ATTEMPTS_EXHAUSTED : FailureReason.SEND_FAILED);
    }
    this.updatedAt = now;
  }

  /** The provider does not know the reference any more. */
  void observeLoss(Reference lost, Instant now) {
    if (isOpenUnder(lost)) {
      recordExpired(now);
    }
  }

  private boolean isOpenUnder(Reference seen) {
    return inFlight == null && !status.isFinal() && seen.value().equals(referenceValue);
  }

  /** Lets go of an operation whose outcome stays unknown. */
  private void release(boolean isAnswered, Duration deadline, Instant now) {
    var unknown = isAnswered ? inFlight().answered(now) : inFlight();
    this.inFlight = unknown.released(now, deadline);
    this.updatedAt = now;
  }

  /**
   * Takes over an operation that nobody holds any more, to settle it.
   *
   * @return false where somebody holds it, or there is none
   */
  boolean takeOver(UUID leaseId, Instant now) {
    if (inFlight == null || isLeased(now)) {
      return false;
    }
    this.inFlight = inFlight.takenOver(leaseId, now);
    this.updatedAt = now;
    return true;
  }

  /** Makes the lease last anew; false where it is not the holder's any more. */
  boolean renew(Verification holder, Instant now) {
    if (!isHeldBy(holder)) {
      return false;
    }
    this.inFlight = inFlight().renewed(now);
    return true;
  }

  /** Whether it is time to ask the provider how it stands. */
  boolean isRefreshDue(Instant now) {
    return !status.isFinal()
        && !isLeased(now)
        && (refreshedAt == null || !refreshedAt.plus(REFRESH_PACE).isAfter(now));
  }

  /** Claims the one refresh that is due; false where none is. */
  boolean claimRefresh(Instant now) {
    if (!isRefreshDue(now)) {
      return false;
    }
    this.refreshedAt = now;
    return true;
  }

  private void fail(FailureReason reason) {
    this.status = OtpStatus.FAILED;
    this.failureReason = reason;
    reach(Change.FAILED);
  }

  private void reach(Change change) {
    this.reached = change;
    this.changes++;
  }

  /** What there is to tell, once. */
  Optional<VerificationChanged> news() {
    var news = Optional.ofNullable(reached).map(this::changed);
    this.reached = null;
    return news;
  }

  private VerificationChanged changed(Change change) {
    return new VerificationChanged(
        change,
        id,
        callerId,
        purpose,
        status.word(),
        failureReason,
        phoneDigest(),
        phone(),
        changes,
        updatedAt);
  }

  /** One that changes by itself; what is shared does not change. */
  Verification copy() {
    try {
      return (Verification) clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void conclude(OperationResult conclusion, Instant now) {
    if (inFlight != null) {
      this.concludedId = inFlight.operationId();
      this.concludedAs = conclusion;
    }
    this.inFlight = null;
    this.updatedAt = now;
  }

  /** Whether the lease is still the holder's, and so the operation the holder's to settle. */
  boolean isHeldBy(Verification holder) {
    return inFlight != null && inFlight.leaseId().equals(holder.inFlight().leaseId());
  }

  /** Whether that operation was ended then, or let go of. */
  boolean wasEnded(UUID operation, Instant at) {
    var isLetGoOf = isInFlight(operation) && !isLeased(at);
    return (operation.equals(concludedId) || isLetGoOf) && updatedAt.equals(at);
  }

  /** How that operation ended; empty while it has not, or once a later one has. */
  Optional<OperationResult> conclusionOf(UUID operation) {
    return operation.equals(concludedId) ? Optional.ofNullable(concludedAs) : Optional.empty();
  }

  /** Whether that operation is in flight, or its outcome not known yet. */
  boolean isInFlight(UUID operation) {
    return inFlight != null && inFlight.operationId().equals(operation);
  }

  /** Whether a call is at the provider, or its outcome not known yet. */
  boolean isUnsettled() {
    return inFlight != null;
  }

  /** Whether somebody works on it now. */
  boolean isLeased(Instant now) {
    return inFlight != null && inFlight.leaseUntil().isAfter(now);
  }

  /** What is in flight; {@link #isUnsettled()}. */
  PendingOperation inFlight() {
    return present(inFlight);
  }

  /** How many attempts are left: the smaller of the provider's word and our own count. */
  int remainingAttempts() {
    var ours = maxAttempts - attempts;
    return referenceRemaining == null ? ours : Math.min(ours, referenceRemaining);
  }

  /** Whether its caller has called it off. */
  boolean isCancelled() {
    return failureReason == FailureReason.CANCELLED;
  }

  /** Whether a code that is known to be right makes it verified. */
  boolean isOpenToTheRightCode() {
    return status != OtpStatus.VERIFIED && !isCancelled();
  }

  /** Whether no attempt at its code can be made any more. */
  boolean isOver() {
    return status.isFinal() || remainingAttempts() == 0;
  }

  UUID id() {
    return id;
  }

  String callerId() {
    return callerId;
  }

  String purpose() {
    return purpose;
  }

  /** From where it was asked for; null where that is not known, or does not count. */
  @Nullable ClientNetwork clientNetwork() {
    return clientNetwork == null
        ? null
        : new ClientNetwork(
            KeyedDigest.of(clientNetwork), clientSite == null ? null : KeyedDigest.of(clientSite));
  }

  EncryptedPhone phone() {
    return new EncryptedPhone(id, phoneKeyId, phoneCiphertext);
  }

  KeyedDigest phoneDigest() {
    return KeyedDigest.of(phoneDigest);
  }

  String sender() {
    return sender;
  }

  OtpStatus status() {
    return status;
  }

  @Nullable FailureReason failureReason() {
    return failureReason;
  }

  /**
   * The current reference.
   *
   * @throws IllegalStateException until the first send is known to have succeeded
   */
  Reference reference() {
    return new Reference(present(referenceValue));
  }

  /** The attempts that the provider is known to have counted against the current reference. */
  int referenceAttempts() {
    return referenceAttempts;
  }

  Instant expiresAt() {
    return expiresAt;
  }

  @Nullable Instant verifiedAt() {
    return verifiedAt;
  }

  /**
   * When the match was written down.
   *
   * @throws IllegalStateException where it is not verified
   */
  Instant provenAt() {
    return present(provenAt);
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("asked of a verification that does not have it");
    }
    return value;
  }

  /** Why no operation can begin now. */
  enum Obstacle {
    /** Somebody else works on it. */
    BUSY,
    /** An earlier operation's outcome must be settled first. */
    UNSETTLED,
    /** Nothing more can be done with it. */
    OVER
  }
}
