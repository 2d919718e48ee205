package dev.otpauth.verification;

import dev.otpauth.verification.CallAnswered.Entry;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a call has reached: its claim to its caller's key, where it came with one, how its answer is
 * kept, and whether it is in the audit record. It belongs to one call and one thread.
 *
 * @param <O> how the call may end
 */
public final class Claim<O extends Outcome> {

  private final @Nullable IdempotencyKey key;
  private final byte @Nullable [] fingerprint;
  private final Function<O, Optional<KeptAnswer>> keeping;
  private State state;
  private Entry entry = Entry.MISSING;

  private Claim(
      @Nullable IdempotencyKey key,
      byte @Nullable [] fingerprint,
      Function<O, Optional<KeptAnswer>> keeping,
      State state) {
    this.key = key;
    this.fingerprint = fingerprint;
    this.keeping = keeping;
    this.state = state;
  }

  /** Of a call without a key. */
  public static <O extends Outcome> Claim<O> none() {
    return new Claim<>(null, null, _ -> Optional.empty(), State.OPEN);
  }

  /**
   * To be made by the statement that begins the call.
   *
   * @param fingerprint equal for equal bodies of the same call
   * @param keeping the answer to be kept of an outcome; empty where none is
   */
  public static <O extends Outcome> Claim<O> open(
      IdempotencyKey key, byte[] fingerprint, Function<O, Optional<KeptAnswer>> keeping) {
    return new Claim<>(key, fingerprint, keeping, State.OPEN);
  }

  /** Made already, by {@link IdempotentCalls#claim}. */
  public static <O extends Outcome> Claim<O> made(
      IdempotencyKey key, byte[] fingerprint, Function<O, Optional<KeptAnswer>> keeping) {
    return new Claim<>(key, fingerprint, keeping, State.MADE);
  }

  @Nullable IdempotencyKey key() {
    return key;
  }

  /** The key as text; absent likewise. */
  @Nullable String word() {
    return key == null ? null : key.value();
  }

  byte @Nullable [] fingerprint() {
    return fingerprint;
  }

  Optional<KeptAnswer> kept(O outcome) {
    return keeping.apply(outcome);
  }

  void becomes(State reached) {
    this.state = reached;
  }

  /** Where it stands. */
  public State state() {
    return state;
  }

  void entryIs(Entry reached) {
    this.entry = reached;
  }

  /** Of the call in the audit record: whether it is written, with the call's end. */
  Entry entry() {
    return entry;
  }

  boolean isRefused() {
    return state == State.REFUSED;
  }

  boolean isMade() {
    return state == State.MADE;
  }

  /** Where a claim stands. */
  public enum State {
    /** Nothing was begun under it. */
    OPEN,
    /** The key stands for another call: nothing was done, and the outcome says nothing. */
    REFUSED,
    /** The key is the call's, its answer still to be kept. */
    MADE,
    /** The answer is kept. */
    ANSWERED
  }
}
