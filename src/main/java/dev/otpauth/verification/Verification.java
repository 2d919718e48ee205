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
 * The verification of one phone number for one caller, from the request to its end, over all
 * resends. Holds every rule about its status.
 *
 * <p>It changes through its methods only. A verification that has ended does not change any more,
 * except that a correct code still verifies it unless its caller cancelled it.
 */
@Entity
@Immutable // JPA reads it; VerificationTable reads and saves it with others
class Verification implements Cloneable {

  /** The minimum time between two status queries at the provider. */
  private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(5);

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

  /** The change to publish once this is stored; each method makes at most one. */
  @Transient private @Nullable Change pendingChange;

  @SuppressWarnings("NullAway.Init") // for Hibernate
  protected Verification() {}

  /** A new verification with its first send in flight. */
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
    recordChange(Change.REQUESTED);
  }

  /** The reason why no operation may begin now; empty if one may. */
  Optional<Obstacle> obstacle(Instant now) {
    if (inFlight != null && !isCancelled()) {
      return Optional.of(isLeased(now) ? Obstacle.BUSY : Obstacle.UNSETTLED);
    }
    return isOver() ? Optional.of(Obstacle.OVER) : Optional.empty();
  }

  /** Begins a resend; only if there is no {@link #obstacle}. */
  void beginResend(UUID operationId, Instant now) {
    begin(PendingOperation.Kind.RESEND, operationId, now);
  }

  /** Begins a verify and counts an attempt; only if there is no {@link #obstacle}. */
  void beginVerify(UUID operationId, Instant now) {
    this.attempts++;
    begin(PendingOperation.Kind.VERIFY, operationId, now);
  }

  private void begin(PendingOperation.Kind operation, UUID operationId, Instant now) {
    this.inFlight = PendingOperation.begun(operation, operationId, now);
    this.updatedAt = now;
  }

  /** Ends a send or resend; with an unknown result, releases it for settlement. */
  void endSend(SendResult result, Duration deadline, Instant now) {
    switch (result) {
      case SendResult.Accepted(var reference, var validity) -> recordSent(reference, validity, now);
      case Refused(var cause) when cause == Refused.Cause.REFERENCE -> recordExpired(now);
      case Refused _, Throttled _, Unreachable _ -> recordNotSent(now);
      case Unknown(var answered) -> release(answered, deadline, now);
    }
  }

  /** Ends a verify; with an unknown result, releases it for settlement. */
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

  /** A code was sent, under a new reference. */
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
    recordChange(Change.SENT);
    conclude(OperationResult.SENT, now);
  }

  /**
   * Nothing was sent: the verification fails after a first send; after a resend, the earlier code
   * stays valid.
   */
  private void recordNotSent(Instant now) {
    if (referenceValue == null && !status.isFinal()) {
      fail(FailureReason.SEND_FAILED);
    }
    conclude(OperationResult.NOT_SENT, now);
  }

  /** The send was not found by the deadline: fails, because an earlier code may be invalid too. */
  void recordLost(Instant now) {
    if (!status.isFinal()) {
      fail(FailureReason.SEND_FAILED);
    }
    conclude(OperationResult.LOST, now);
  }

  /**
   * The code of an operation was correct, even if that operation was settled otherwise meanwhile. A
   * cancelled verification stays cancelled.
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
      recordChange(Change.VERIFIED);
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
   * Cancels the verification: no code is accepted any more, and an operation in flight cannot
   * change that.
   *
   * @return false, without a change, if it has ended
   */
  boolean cancel(Instant now) {
    if (status.isFinal()) {
      return false;
    }
    fail(FailureReason.CANCELLED);
    this.updatedAt = now;
    return true;
  }

  /**
   * Applies the provider's status of the current reference; ignored while an operation is in
   * flight.
   */
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

  /** The provider no longer knows the reference: expires. */
  void observeLoss(Reference lost, Instant now) {
    if (isOpenUnder(lost)) {
      recordExpired(now);
    }
  }

  private boolean isOpenUnder(Reference seen) {
    return inFlight == null && !status.isFinal() && seen.value().equals(referenceValue);
  }

  /** Releases an operation whose result stays unknown. */
  private void release(boolean isAnswered, Duration deadline, Instant now) {
    var unknown = isAnswered ? inFlight().answered(now) : inFlight();
    this.inFlight = unknown.released(now, deadline);
    this.updatedAt = now;
  }

  /**
   * Leases an operation whose lease has lapsed, to settle it.
   *
   * @return false if it is leased, or none is in flight
   */
  boolean takeOver(UUID leaseId, Instant now) {
    if (inFlight == null || isLeased(now)) {
      return false;
    }
    this.inFlight = inFlight.takenOver(leaseId, now);
    this.updatedAt = now;
    return true;
  }

  /** Renews the lease of a holder; false if it has lost the lease. */
  boolean renew(Verification holder, Instant now) {
    if (!isHeldBy(holder)) {
      return false;
    }
    this.inFlight = inFlight().renewed(now);
    return true;
  }

  /** Whether the status is to be refreshed from the provider. */
  boolean isRefreshDue(Instant now) {
    return !status.isFinal()
        && !isLeased(now)
        && (refreshedAt == null || !refreshedAt.plus(REFRESH_INTERVAL).isAfter(now));
  }

  /** Claims the refresh if one is due, so that only one caller queries the provider; else false. */
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
    recordChange(Change.FAILED);
  }

  private void recordChange(Change change) {
    this.pendingChange = change;
    this.changes++;
  }

  /** The change to publish, returned once; empty if there is none. */
  Optional<VerificationChanged> news() {
    var news = Optional.ofNullable(pendingChange).map(this::changed);
    this.pendingChange = null;
    return news;
  }

  private VerificationChanged changed(Change change) {
    return new VerificationChanged(
        change,
        id,
        callerId,
        purpose,
        status.value(),
        failureReason,
        phoneDigest(),
        phone(),
        changes,
        updatedAt);
  }

  /** An independent copy; shared values are immutable. */
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

  /** Whether the holder still has the lease of the operation in flight. */
  boolean isHeldBy(Verification holder) {
    return inFlight != null && inFlight.leaseId().equals(holder.inFlight().leaseId());
  }

  /** Whether the operation was ended or released at exactly that time. */
  boolean wasEnded(UUID operation, Instant at) {
    var isReleased = isInFlight(operation) && !isLeased(at);
    return (operation.equals(concludedId) || isReleased) && updatedAt.equals(at);
  }

  /** The result of an operation; empty while it has none, or after a later one has ended. */
  Optional<OperationResult> conclusionOf(UUID operation) {
    return operation.equals(concludedId) ? Optional.ofNullable(concludedAs) : Optional.empty();
  }

  /** Whether the operation is in flight or its result still unknown. */
  boolean isInFlight(UUID operation) {
    return inFlight != null && inFlight.operationId().equals(operation);
  }

  /** Whether an operation is in flight or its result still unknown. */
  boolean isUnsettled() {
    return inFlight != null;
  }

  /** Whether the operation in flight is leased now. */
  boolean isLeased(Instant now) {
    return inFlight != null && inFlight.leaseUntil().isAfter(now);
  }

  /**
   * The operation in flight.
   *
   * @throws IllegalStateException unless {@link #isUnsettled()}
   */
  PendingOperation inFlight() {
    return required(inFlight);
  }

  /** The attempts left: the smaller of the provider's count and ours. */
  int remainingAttempts() {
    var ours = maxAttempts - attempts;
    return referenceRemaining == null ? ours : Math.min(ours, referenceRemaining);
  }

  boolean isCancelled() {
    return failureReason == FailureReason.CANCELLED;
  }

  /** Whether a correct code verifies it, even if it has failed or expired. */
  boolean canBeVerified() {
    return status != OtpStatus.VERIFIED && !isCancelled();
  }

  /** Whether no further attempt is possible. */
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

  /** The subscriber's network; null if unknown. */
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
   * @throws IllegalStateException before the first successful send
   */
  Reference reference() {
    return new Reference(required(referenceValue));
  }

  /** The attempts that the provider is known to have counted for the current reference. */
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
   * When the successful verification was stored.
   *
   * @throws IllegalStateException if it is not verified
   */
  Instant provenAt() {
    return required(provenAt);
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the verification has no such value in its present status");
    }
    return value;
  }

  /** Why no operation may begin. */
  enum Obstacle {
    /** Another operation is leased. */
    BUSY,
    /** An earlier operation must be settled first. */
    UNSETTLED,
    /** The verification is over. */
    OVER
  }
}
