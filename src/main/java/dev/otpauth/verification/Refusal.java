package dev.otpauth.verification;

import dev.otpauth.problem.ProblemType;
import dev.otpauth.provider.Refused;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unreachable;
import dev.otpauth.throttle.Decision;
import dev.otpauth.throttle.LimitedBy;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An expected failure of a call; each maps to one problem response of the callers' API. */
public sealed interface Refusal
    extends RequestOutcome, ConfirmOutcome, CancelOutcome, HistoryOutcome {

  /** The {@code Retry-After} while an operator has stopped sending. */
  Duration STOPPED_RETRY_AFTER = Duration.ofSeconds(60);

  /** Codes are not sent to the number's country. */
  record DestinationBlocked() implements Refusal {
    @Override
    public @Nullable UUID requestId() {
      return null;
    }
  }

  /** The requested sender is not configured. */
  record UnknownSender() implements Refusal {
    @Override
    public @Nullable UUID requestId() {
      return null;
    }
  }

  /** There is no such verification for this caller. */
  record NotFound() implements Refusal {
    @Override
    public @Nullable UUID requestId() {
      return null;
    }
  }

  /** The verification is verified already. */
  record AlreadyVerified(UUID requestId) implements Refusal {}

  /** Another call works on the verification right now. */
  record InProgress(@Nullable UUID requestId) implements Refusal {}

  /** The idempotency key was used with another request body. */
  record KeyReused() implements Refusal {
    @Override
    public @Nullable UUID requestId() {
      return null;
    }
  }

  /** Purpose or number differ from those of the request; no attempt is counted. */
  record BindingMismatch(UUID requestId) implements Refusal {}

  /**
   * The verification can no longer be confirmed; a new request is needed.
   *
   * @param retryAfter the wait before a new request for the number is allowed; zero if none
   */
  record Over(UUID requestId, End end, Duration retryAfter) implements Refusal {
    Over(UUID requestId, End end) {
      this(requestId, end, Duration.ZERO);
    }
  }

  /** How a verification ended without being verified. */
  enum End {
    /** The code has expired. */
    EXPIRED(ProblemType.EXPIRED),
    /** All attempts are used. */
    ATTEMPTS_EXHAUSTED(ProblemType.ATTEMPTS_EXHAUSTED),
    /** The code could not be sent or delivered. */
    NOT_DELIVERED(ProblemType.NOT_DELIVERED),
    /** The caller cancelled it. */
    CANCELLED(ProblemType.CANCELLED);

    private final ProblemType type;

    End(ProblemType type) {
      this.type = type;
    }

    private static End of(FailureReason reason) {
      return switch (reason) {
        case SEND_FAILED -> NOT_DELIVERED;
        case ATTEMPTS_EXHAUSTED -> ATTEMPTS_EXHAUSTED;
        case CANCELLED -> CANCELLED;
      };
    }
  }

  /**
   * A rate limit is exceeded.
   *
   * @param until end of the wait
   * @param retryAfter time from the response to {@code until}
   * @param live the caller's verification of the same number and purpose that can still be
   *     confirmed; null if there is none
   */
  record RateLimited(
      @Nullable UUID requestId,
      Instant until,
      Duration retryAfter,
      LimitedBy by,
      @Nullable VerificationView live)
      implements Refusal {

    RateLimited(@Nullable UUID requestId, Instant until, Instant now, LimitedBy by) {
      this(requestId, until, Duration.between(now, until), by, null);
    }

    /** A copy with a verification that can still be confirmed. */
    RateLimited withLive(VerificationView other) {
      return new RateLimited(requestId, until, retryAfter, by, other);
    }
  }

  /**
   * Too many wrong codes were tried for the number, so codes are neither sent nor checked for a
   * while.
   *
   * @param until when codes are accepted again
   * @param retryAfter time from the response to {@code until}
   */
  record Resting(@Nullable UUID requestId, Instant until, Duration retryAfter) implements Refusal {

    Resting(@Nullable UUID requestId, Instant until, Instant now) {
      this(requestId, until, Duration.between(now, until));
    }
  }

  /** The provider throttles a call that sends nothing. */
  record ProviderBusy(@Nullable UUID requestId, Duration retryAfter) implements Refusal {}

  /** The provider does not send to this number. */
  record DestinationRejected(UUID requestId) implements Refusal {}

  /** The provider's response was invalid, or a refusal that is not the caller's fault. */
  record ProviderError(@Nullable UUID requestId) implements Refusal {}

  /**
   * The provider is down or rejects this service, or sending is stopped.
   *
   * @param retryAfter null if waiting alone does not help
   */
  record ProviderUnavailable(@Nullable UUID requestId, @Nullable Duration retryAfter)
      implements Refusal {}

  /**
   * The result of the call is not known yet; no attempt is lost, and repeating the call is safe.
   */
  record OutcomeUnknown(UUID requestId, Duration retryAfter) implements Refusal {

    /** The {@code Retry-After} until settlement has been tried. */
    private static final Duration SETTLEMENT_RETRY_AFTER = Duration.ofSeconds(5);

    static OutcomeUnknown of(UUID requestId) {
      return new OutcomeUnknown(requestId, SETTLEMENT_RETRY_AFTER);
    }
  }

  @Override
  default String value() {
    return type().code();
  }

  /**
   * The end of a wait of the number, by our limits or the provider's; null if the refusal is none.
   */
  default @Nullable Instant numberWaitsUntil() {
    return switch (this) {
      case RateLimited(_, var until, _, var by, _) -> by.isOfTheNumber() ? until : null;
      case Resting(_, var until, _) -> until;
      case DestinationBlocked _,
          UnknownSender _,
          NotFound _,
          AlreadyVerified _,
          InProgress _,
          KeyReused _,
          BindingMismatch _,
          Over _,
          ProviderBusy _,
          DestinationRejected _,
          ProviderError _,
          ProviderUnavailable _,
          OutcomeUnknown _ ->
          null;
    };
  }

  @Override
  default Effect effect() {
    return switch (this) {
      case DestinationBlocked _,
          UnknownSender _,
          InProgress _,
          KeyReused _,
          RateLimited _,
          Resting _,
          ProviderBusy _,
          ProviderUnavailable _ ->
          Effect.NOT_STARTED;
      case OutcomeUnknown _ -> Effect.OPEN;
      case NotFound _,
          AlreadyVerified _,
          BindingMismatch _,
          Over _,
          DestinationRejected _,
          ProviderError _ ->
          Effect.FINAL;
    };
  }

  /** The problem type of the response. */
  default ProblemType type() {
    return switch (this) {
      case DestinationBlocked _ -> ProblemType.DESTINATION_BLOCKED;
      case UnknownSender _ -> ProblemType.INVALID_REQUEST;
      case NotFound _ -> ProblemType.REQUEST_NOT_FOUND;
      case AlreadyVerified _ -> ProblemType.ALREADY_VERIFIED;
      case InProgress _ -> ProblemType.IN_PROGRESS;
      case KeyReused _ -> ProblemType.IDEMPOTENCY_KEY_REUSED;
      case BindingMismatch _ -> ProblemType.BINDING_MISMATCH;
      case Over over -> over.end().type;
      case RateLimited _, Resting _, ProviderBusy _ -> ProblemType.RATE_LIMIT_EXCEEDED;
      case DestinationRejected _ -> ProblemType.DESTINATION_REJECTED;
      case ProviderError _ -> ProblemType.PROVIDER_ERROR;
      case ProviderUnavailable _ -> ProblemType.PROVIDER_UNAVAILABLE;
      case OutcomeUnknown _ -> ProblemType.OUTCOME_UNKNOWN;
    };
  }

  /**
   * For {@link Over}, a copy with the wait for a new request; any other refusal unchanged.
   *
   * @param next when a new code may be sent
   */
  default Refusal withWait(Instant next, Instant now) {
    return this instanceof Over(var requestId, var end, _)
        ? new Over(requestId, end, untilThen(next, now))
        : this;
  }

  private static Duration untilThen(Instant next, Instant now) {
    return next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO;
  }

  /** A refusal by the limits; {@code decision} must not be {@link Decision.Allowed}. */
  static Refusal of(Decision decision, @Nullable UUID requestId, Instant now) {
    return switch (decision) {
      case Decision.Allowed _ ->
          throw new IllegalArgumentException("an allowed send is no refusal");
      case Decision.Delayed(var until, var by) -> new RateLimited(requestId, until, now, by);
      case Decision.Resting(var until) -> new Resting(requestId, until, now);
      case Decision.Stopped() -> new ProviderUnavailable(requestId, STOPPED_RETRY_AFTER);
    };
  }

  /** The provider throttled a call that sends nothing. */
  static Refusal of(Throttled throttled, @Nullable UUID requestId) {
    return new ProviderBusy(requestId, throttled.retryAfter());
  }

  /** The provider was not reached. */
  static Refusal of(Unreachable unreachable, @Nullable UUID requestId) {
    return new ProviderUnavailable(requestId, unreachable.retryAfter());
  }

  /** The provider refused the call. */
  static Refusal of(Refused refused, @Nullable UUID requestId) {
    return switch (refused.cause()) {
      case DESTINATION ->
          requestId == null ? new ProviderError(null) : new DestinationRejected(requestId);
      case REFERENCE ->
          requestId == null ? new ProviderError(null) : new Over(requestId, End.EXPIRED);
      case ACCOUNT -> new ProviderUnavailable(requestId, null);
      case OTHER -> new ProviderError(requestId);
    };
  }

  /** The refusal of a call on a verification that is over. */
  static Refusal over(Verification verification) {
    var requestId = verification.id();
    return switch (verification.status()) {
      case VERIFIED -> new AlreadyVerified(requestId);
      case EXPIRED -> new Over(requestId, End.EXPIRED);
      case FAILED ->
          new Over(requestId, End.of(Objects.requireNonNull(verification.failureReason())));
      case PENDING, SENT, DELIVERED -> new Over(requestId, End.ATTEMPTS_EXHAUSTED);
    };
  }
}
