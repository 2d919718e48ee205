package dev.otpauth.verification;

import dev.otpauth.phone.EncryptedPhone;
import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.provider.OtpStatus;
import dev.otpauth.provider.Reference;
import dev.otpauth.provider.ReferenceState;
import dev.otpauth.verification.VerificationChanged.Change;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Transient;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/**
 * One phone number to be verified for one caller, from the request to its end, over all its
 * resends.
 *
 * <p>Its verbs are the only way it changes. Each ends the operation that was in flight; none does
 * anything to a verification that has ended, save that a right code always wins.
 */
@Entity
@DynamicUpdate
@SuppressWarnings("UnusedVariable") // some columns are read by statements alone
class Verification implements Cloneable {

  @Id private UUID id;

  private String callerId;
  private String purpose;
  private byte[] phoneDigest;
  private String phoneKeyId;
  private byte[] phoneCiphertext;
  private String sender;
  private OtpStatus status = OtpStatus.PENDING;
  private @Nullable FailureReason failureReason;
  private int attempts;
  private int maxAttempts;

  @Column(name = "reference")
  private @Nullable String referenceValue;

  private int referenceAttempts;
  private @Nullable Integer referenceRemaining;
  @Embedded private @Nullable InFlight inFlight;
  private @Nullable UUID concludedId;
  private @Nullable Conclusion concludedAs;
  private Instant expiresAt;
  private @Nullable Instant verifiedAt;
  private @Nullable Instant provenAt;
  private @Nullable Instant refreshedAt;
  private Instant createdAt;
  private Instant updatedAt;
  private int changes;

  /** What is to be told once this is stored; each verb reaches at most one. */
  @Transient private @Nullable Change reached;

  @SuppressWarnings("NullAway.Init") // for Hibernate
  protected Verification() {}

  /** A new verification whose first code is about to be sent by the operation given. */
  Verification(UUID id, NewVerification of, UUID operationId, Instant now, Duration lease) {
    this.id = id;
    this.callerId = of.callerId();
    this.purpose = of.purpose();
    this.phoneDigest = of.phoneDigest().bytes();
    this.phoneKeyId = of.phone().keyId();
    this.phoneCiphertext = of.phone().ciphertext();
    this.sender = of.sender().e164();
    this.maxAttempts = of.maxAttempts();
    var leaseUntil = now.plus(lease);
    this.inFlight = InFlight.begun(Operation.SEND, operationId, now, leaseUntil);
    this.expiresAt = now.plus(NewVerification.USUAL_VALIDITY);
    this.createdAt = now;
    this.updatedAt = now;
    reach(Change.REQUESTED);
  }

  /** The code is on its way, under a new reference. */
  void recordSent(Reference reference, Duration validity, Instant now) {
    if (status.isFinal()) {
      conclude(Conclusion.SENT, now);
      return;
    }
    this.referenceValue = reference.value();
    this.referenceAttempts = 0;
    this.referenceRemaining = null;
    this.status = OtpStatus.SENT;
    this.expiresAt = now.plus(validity);
    reach(Change.SENT);
    conclude(Conclusion.SENT, now);
  }

  /** Nothing was sent: a first send has failed, a resend leaves the code before it valid. */
  void recordNotSent(Instant now) {
    if (referenceValue == null && !status.isFinal()) {
      fail(FailureReason.SEND_FAILED);
    }
    conclude(Conclusion.NOT_SENT, now);
  }

  /** What was sent was not found; the code before it, if any, cannot be relied on. */
  void recordLost(Instant now) {
    if (!status.isFinal()) {
      fail(FailureReason.SEND_FAILED);
    }
    conclude(Conclusion.LOST, now);
  }

  /** The code of that operation was right, whoever has settled it otherwise meanwhile. */
  void recordMatch(UUID matched, Instant verifiedAt, Instant now) {
    verified(verifiedAt, now);
    conclude(Conclusion.MATCHED, now);
    this.concludedId = matched;
    this.concludedAs = Conclusion.MATCHED;
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
  void recordMismatch(OptionalInt remaining, Instant now) {
    this.referenceAttempts++;
    this.referenceRemaining = remaining.isPresent() ? (Integer) remaining.getAsInt() : null;
    if (remainingAttempts() == 0) {
      recordExhausted(now);
      return;
    }
    conclude(Conclusion.MISMATCHED, now);
  }

  /** No further attempt is possible. */
  void recordExhausted(Instant now) {
    if (!status.isFinal()) {
      fail(FailureReason.ATTEMPTS_EXHAUSTED);
    }
    conclude(Conclusion.EXHAUSTED, now);
  }

  /** The code is no longer valid. */
  void recordExpired(Instant now) {
    if (!status.isFinal()) {
      this.status = OtpStatus.EXPIRED;
    }
    conclude(Conclusion.EXPIRED, now);
  }

  /** The attempt in flight was certainly not counted by the provider. */
  void giveAttemptBack(Instant now) {
    this.attempts--;
    conclude(Conclusion.GIVEN_BACK, now);
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

  /** Lets go of an operation whose outcome stays unknown, to be looked at again then. */
  void release(Instant now, Instant settleAt) {
    this.inFlight = inFlight().released(now, settleAt);
    this.updatedAt = now;
  }

  /** The provider answered the operation without saying what it had done. */
  void recordAnswered(Instant now) {
    this.inFlight = inFlight().answered(now);
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

  private void conclude(Conclusion conclusion, Instant now) {
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

  /** How that operation ended; empty while it has not, or once a later one has. */
  Optional<Conclusion> conclusionOf(UUID operation) {
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
  InFlight inFlight() {
    return present(inFlight);
  }

  /** How many attempts are left: the smaller of the provider's word and our own count. */
  int remainingAttempts() {
    var ours = maxAttempts - attempts;
    return referenceRemaining == null ? ours : Math.min(ours, referenceRemaining);
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

  EncryptedPhone phone() {
    return new EncryptedPhone(phoneKeyId, phoneCiphertext);
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
   * When the match was written down, by our clock; the provider's word where that is not known.
   *
   * @throws IllegalStateException where it is not verified
   */
  Instant provenAt() {
    return provenAt == null ? present(verifiedAt) : provenAt;
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("asked of a verification that does not have it");
    }
    return value;
  }
}
