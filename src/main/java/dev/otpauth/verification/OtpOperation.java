package dev.otpauth.verification;

import dev.otpauth.throttle.Decision;
import dev.otpauth.throttle.Send;
import dev.otpauth.verification.CallCompleted.About;
import dev.otpauth.verification.CallCompleted.Call;
import dev.otpauth.verification.OperationBegin.BeginResult.Begun;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Strategy for one kind of call (request, resend, confirm): the rules of its first write, the
 * provider call, the rules of its second write, and the outcome. Begin and end change only the rows
 * passed in; {@link OperationExecutor} runs the steps.
 *
 * @param <C> the command
 * @param <O> the outcomes of the call
 * @param <A> the provider's result
 */
interface OtpOperation<C, O extends Outcome, A> {

  Call call();

  /** Adds the rows that {@link #begin} needs. */
  void addNeeds(OperationNeeds needs, C command, CallContext<O> context);

  /** Decides whether the operation may begin, and if so records it in the rows. */
  BeginDecision begin(C command, CallContext<O> context, OperationRows rows, Instant now);

  /** The decision for a verification that cannot take an operation now; empty if it can. */
  static Optional<BeginDecision> obstacle(
      Verification found, CallContext<?> context, OperationRows rows, Instant now) {
    return found.obstacle(now).map(it -> decision(it, found, context, rows, now));
  }

  private static BeginDecision decision(
      Verification.Obstacle obstacle,
      Verification found,
      CallContext<?> context,
      OperationRows rows,
      Instant now) {
    var id = found.id();
    return switch (obstacle) {
      case BUSY -> new BeginDecision.Refused(new Refusal.InProgress(id), found);
      case UNSETTLED ->
          context.hasSettled()
              ? new BeginDecision.Refused(Refusal.OutcomeUnknown.of(id), found)
              : new BeginDecision.Unsettled(id);
      case OVER ->
          new BeginDecision.Refused(
              Refusal.over(found).withWait(rows.next(found, now), now), found);
    };
  }

  /**
   * Refuses because of the limits. For a resting number, the origin is checked first: one from
   * which the number was verified before is let through.
   *
   * @param origin empty if unknown
   * @param about the caller's verification; null if there is none
   */
  static BeginDecision refused(
      Decision decision,
      Optional<Origin> origin,
      @Nullable Verification about,
      OperationRows rows,
      Instant now) {
    if (decision instanceof Decision.Resting
        && origin.isPresent()
        && !rows.hasLookedAt(origin.get())) {
      return new BeginDecision.RowsMissing(needs -> needs.origins.add(origin.get()));
    }
    return new BeginDecision.Refused(
        Refusal.of(decision, about == null ? null : about.id(), now), about);
  }

  /** Calls the provider, and tries to settle an unknown result at once. */
  A callProvider(ProviderGateway provider, C command, Verification held);

  /** Called once after the provider call, however often the second write is retried. */
  default void onProviderResult(Verification held, A answer, Instant now) {}

  /** Whether {@link #end} changes only rows that the first write has loaded. */
  boolean endUsesLoadedRowsOnly(A answer);

  /** Adds the rows that {@link #end} needs beside the verification. */
  void addEndNeeds(OperationNeeds needs, Begun begun, A answer);

  /**
   * Records the result in the rows.
   *
   * @param stored the verification as stored
   * @return the verification as it now stands in the rows
   */
  Verification end(Begun begun, A answer, Verification stored, OperationRows rows, Instant now);

  /**
   * The outcome of a call with this result.
   *
   * @param after the verification as it now stands in the rows
   */
  O outcome(Begun begun, A answer, Verification after, OperationRows rows, Instant now);

  /** The outcome for the repeat of an interrupted call; empty if the call certainly did nothing. */
  Optional<O> outcome(RecoveredState state);

  /** The subject of the call, for audit and events. */
  default About about(
      CallEvents callEvents, C command, CallContext<O> context, @Nullable Verification known) {
    return callEvents.about(known);
  }

  /** The decision of {@link #begin}. */
  sealed interface BeginDecision {

    /**
     * The operation begins.
     *
     * @param held the verification with the operation in flight
     * @param send the send that the limits count; null if none
     * @param next when the next code may be sent to the number
     */
    record Allowed(Verification held, @Nullable Send send, Instant next) implements BeginDecision {}

    /**
     * The operation is refused.
     *
     * @param about the caller's verification; null if there is none
     */
    record Refused(Refusal refusal, @Nullable Verification about) implements BeginDecision {}

    /** An earlier operation of the verification must be settled first. */
    record Unsettled(UUID verification) implements BeginDecision {}

    /** The decision needs more rows, which only the loaded ones could identify. */
    record RowsMissing(Consumer<OperationNeeds> missing) implements BeginDecision {}
  }

  /** The state of an interrupted operation. */
  sealed interface RecoveredState {

    /**
     * The result is not known yet.
     *
     * @param isRunning whether the operation is leased now
     */
    record Open(Verification verification, boolean isRunning) implements RecoveredState {

      /** Tells the caller to repeat the call later. */
      Refusal refusal() {
        return isRunning
            ? new Refusal.InProgress(verification.id())
            : Refusal.OutcomeUnknown.of(verification.id());
      }
    }

    /** The result is known. */
    record Concluded(Verification verification, OperationResult conclusion)
        implements RecoveredState {}

    /** The verification was cancelled; the result does not matter. */
    record Cancelled(Verification verification) implements RecoveredState {}

    /** The operation ended, but its result was overwritten by that of a later one. */
    record Overwritten(Verification verification) implements RecoveredState {}
  }
}
