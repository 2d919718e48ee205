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
 * What is particular to one kind of call that has the provider do something: when it may begin,
 * what the provider is asked, what its end changes, and what its caller is told. Begin and end work
 * on rows that are handed in, and touch nothing else; {@link OperationExecutor} does the rest.
 *
 * @param <C> what a caller wants
 * @param <O> how the call may end
 * @param <A> what the provider answers
 */
interface OtpOperation<C, O extends Outcome, A> {

  /** By which it is asked for. */
  Call call();

  /** Adds the rows that decide whether it may begin. */
  void addNeeds(OperationNeeds needs, C command, CallContext<O> context);

  /** Decides whether it may begin; where it may, the rows are changed so. */
  BeginDecision begin(C command, CallContext<O> context, OperationRows rows, Instant now);

  /** What keeps an operation of a verification from beginning now; empty where nothing does. */
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
   * Refuses what the limits do not let; of a number that rests, once it is known that no code of it
   * was right before from there.
   *
   * @param origin from where it is asked for; empty where that is not known
   * @param about the caller's verification; null where there is none
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

  /** Asks the provider; where its answer does not say, looks for what became of it. */
  A ask(ProviderGateway provider, C command, Verification held);

  /** The provider was asked: once, however often the end has to be tried. */
  default void asked(Verification held, A answer, Instant now) {}

  /** Whether its end changes nothing but rows that its begin has loaded. */
  boolean endsOnOwnRows(A answer);

  /** Adds the rows that its end works on beside its verification. */
  void addEndNeeds(OperationNeeds needs, Begun begun, A answer);

  /**
   * Ends it in the rows.
   *
   * @param stored the verification as it stands
   * @return the verification from now on
   */
  Verification end(Begun begun, A answer, Verification stored, OperationRows rows, Instant now);

  /**
   * What its caller is told.
   *
   * @param after the verification from now on
   */
  O outcome(Begun begun, A answer, Verification after, OperationRows rows, Instant now);

  /** What the caller of one that was interrupted is told; empty where it certainly did nothing. */
  Optional<O> outcome(Fate fate);

  /** What its call is about, for who listens. */
  default About about(
      CallEvents answered, C command, CallContext<O> context, @Nullable Verification known) {
    return answered.about(known);
  }

  /** Whether an operation may begin. */
  sealed interface BeginDecision {

    /**
     * It may.
     *
     * @param held its verification, with the operation in flight
     * @param send what is taken from the limits; null where nothing is
     * @param next when the next code may be sent to the number
     */
    record Allowed(Verification held, @Nullable Send send, Instant next) implements BeginDecision {}

    /**
     * It may not.
     *
     * @param about the caller's verification; null where there is none
     */
    record Refused(Refusal refusal, @Nullable Verification about) implements BeginDecision {}

    /** An earlier operation of that verification must be settled first. */
    record Unsettled(UUID verification) implements BeginDecision {}

    /** It is to begin anew: those that were loaded say which more it needs. */
    record RowsMissing(Consumer<OperationNeeds> missing) implements BeginDecision {}
  }

  /** Where an operation stands that was interrupted. */
  sealed interface Fate {

    /**
     * Its outcome is not known yet.
     *
     * @param isBeingMade whether somebody works on it now
     */
    record Open(Verification verification, boolean isBeingMade) implements Fate {

      /** Its caller is told to ask again. */
      Refusal refusal() {
        return isBeingMade
            ? new Refusal.InProgress(verification.id())
            : Refusal.OutcomeUnknown.of(verification.id());
      }
    }

    /** Its outcome is known. */
    record Concluded(Verification verification, OperationResult conclusion) implements Fate {}

    /** Its verification is cancelled, whatever came of it. */
    record Cancelled(Verification verification) implements Fate {}

    /** It is over, and how is not known any more, since a later one has ended. */
    record Overwritten(Verification verification) implements Fate {}
  }
}
