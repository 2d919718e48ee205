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

/** Why something was not done; each is one answer of the callers' API. */
public sealed interface Refusal
    extends RequestOutcome, ConfirmOutcome, CancelOutcome, HistoryOutcome {

  /** After which to ask whether an operator lets codes be sent again. */
  Duration STOPPED = Duration.ofSeconds(60);

  /** The country is not one that codes are sent to. */
  record DestinationBlocked() implements Refusal {
    @Override
    public @Nullable UUID requestId() {
      return null;
    }
  }

  /** The sender asked for is not configured. */
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

  /** It is verified already. */
  record AlreadyVerified(UUID requestId) implements Refusal {}

  /** It is being confirmed or resent right now. */
  record InProgress(@Nullable UUID requestId) implements Refusal {}

  /** The idempotency key was used for another call. */
  record KeyReused() implements Refusal {
    @Override
    public @Nullable UUID requestId() {
      return null;
    }
  }

  /** Purpose or number are not the ones requested; no attempt was spent. */
  record BindingMismatch(UUID requestId) implements Refusal {}

  /**
   * Nobody can confirm it any more: only a new request helps.
   *
   * @param retryAfter how long a new request for the number has to wait; zero where it need not
   */
  record Over(UUID requestId, End end, Duration retryAfter) implements Refusal {
    Over(UUID requestId, End end) {
      this(requestId, end, Duration.ZERO);
    }
  }

  /** How a verification has come to its end without being verified. */
  enum End {
    /** Its code cannot be verified any more. */
    EXPIRED(ProblemType.EXPIRED),
    /** Its attempts are used up. */
    ATTEMPTS_EXHAUSTED(ProblemType.ATTEMPTS_EXHAUSTED),
    /** Its code could not be sent or delivered: nobody holds one. */
    NOT_DELIVERED(ProblemType.NOT_DELIVERED),
    /** Its caller has called it off. */
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
   * Too many; waiting helps.
   *
   * @param until the end of the wait
   * @param retryAfter until then, as of the answer
   * @param live the caller's verification of the same number and purpose that can still be
   *     confirmed; null where there is none
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

    /** The same, beside a verification that can still be confirmed. */
    RateLimited beside(VerificationView other) {
      return new RateLimited(requestId, until, retryAfter, by, other);
    }
  }

  /**
   * Too many wrong codes for its number, which rests; waiting helps.
   *
   * @param until the end of its rest
   * @param retryAfter until then, as of the answer
   */
  record Resting(@Nullable UUID requestId, Instant until, Duration retryAfter) implements Refusal {

    Resting(@Nullable UUID requestId, Instant until, Instant now) {
      this(requestId, until, Duration.between(now, until));
    }
  }

  /** The provider answers no more calls for now, though none that sends; waiting helps. */
  record ProviderBusy(@Nullable UUID requestId, Duration retryAfter) implements Refusal {}

  /** The provider does not send to this number. */
  record DestinationRejected(UUID requestId) implements Refusal {}

  /** The provider's answer made no sense, or refused for a reason we do not know. */
  record ProviderError(@Nullable UUID requestId) implements Refusal {}

  /**
   * The provider is down, or refuses us.
   *
   * @param retryAfter absent where waiting alone does not help
   */
  record ProviderUnavailable(@Nullable UUID requestId, @Nullable Duration retryAfter)
      implements Refusal {}

  /** It is not known yet what became of it; no attempt is lost, and asking again is safe. */
  record OutcomeUnknown(UUID requestId, Duration retryAfter) implements Refusal {

    /** After which to ask again. */
    private static final Duration SETTLING = Duration.ofSeconds(5);

    static OutcomeUnknown of(UUID requestId) {
      return new OutcomeUnknown(requestId, SETTLING);
    }
  }

  @Override
  default String word() {
    return type().code();
  }

  /** The end of a wait of the number's own, ours or the provider's; null where there is none. */
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

  /** The error it is answered with. */
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
   * The same; where a verification is over, with how long a new request has to wait.
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

  /** The limits do not let it. */
  static Refusal of(Decision decision, @Nullable UUID requestId, Instant now) {
    return switch (decision) {
      case Decision.Allowed _ -> throw new IllegalArgumentException("allowed");
      case Decision.Delayed(var until, var by) -> new RateLimited(requestId, until, now, by);
      case Decision.Resting(var until) -> new Resting(requestId, until, now);
      case Decision.Stopped() -> new ProviderUnavailable(requestId, STOPPED);
    };
  }

  /** The provider told us to wait with a call that sends nothing. */
  static Refusal of(Throttled throttled, @Nullable UUID requestId) {
    return new ProviderBusy(requestId, throttled.retryAfter());
  }

  /** The provider was not reached. */
  static Refusal of(Unreachable unreachable, @Nullable UUID requestId) {
    return new ProviderUnavailable(requestId, unreachable.retryAfter());
  }

  /** The provider refused. */
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

  /** Nothing more can be done with the verification. */
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
