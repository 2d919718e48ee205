package dev.otpauth.spektif;

import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.core.exception.AcquirePermissionCancelledException;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import io.github.resilience4j.retry.MaxRetriesExceededException;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Retry ( circuit breaker ( {@linkplain OutboundCapacity capacity} ( try ))), each of Resilience4j.
 * A refusal of ours is no failure of the provider's and is not tried again; each try takes permits
 * of its own.
 */
@Component
final class Guard {

  static final String INSTANCE = "spektif";

  private static final Duration SOON = Duration.ofSeconds(1);

  private final Retry retry;
  private final Circuit circuit;
  private final OutboundCapacity capacity;
  private final Waits waits;
  private final Clock clock;

  Guard(
      RetryRegistry retries,
      Circuit circuit,
      OutboundCapacity capacity,
      SpektifProperties properties,
      Clock clock) {
    this.retry = retries.retry(INSTANCE);
    this.circuit = circuit;
    this.capacity = capacity;
    this.waits = Waits.checked(retry, capacity, properties.tryTimeout());
    this.clock = clock;
  }

  /**
   * Runs the try until it need not, or may not, be repeated.
   *
   * @param tryTimeout what a try may take
   * @param oneTry takes the time it is left
   */
  Verdict run(SpektifRequest request, Duration tryTimeout, Function<Duration, Verdict> oneTry) {
    var operation = request.operation();
    var start = System.nanoTime();
    Retry.Context<Attempt> context = retry.context();
    while (true) {
      var verdict = permitted(request, () -> oneTry.apply(shorter(tryTimeout, left(start))));
      var room = left(start).compareTo(waits.roomForAnother(operation, tryTimeout)) > 0;
      var attempt = new Attempt(verdict, room && verdict.mayBeRepeated(operation));
      if (!again(context, attempt)) {
        return verdict;
      }
    }
  }

  /** Waits where the attempt is to be repeated. */
  private static boolean again(Retry.Context<Attempt> context, Attempt attempt) {
    try {
      var again = context.onResult(attempt);
      if (!again) {
        context.onComplete();
      }
      return again;
    } catch (CancellationException | MaxRetriesExceededException _) {
      // Interrupted in the wait, or set to throw after the last try: what is known is the result.
      return false;
    }
  }

  private Verdict permitted(SpektifRequest request, Supplier<Verdict> oneTry) {
    try {
      return circuit.run(request, () -> capacity.run(request, () -> stillPermitted(oneTry)));
    } catch (CallNotPermittedException _) {
      return Verdict.withheld(Meaning.CIRCUIT_OPEN, circuit.remainingWait(), clock);
    } catch (RequestNotPermitted _) {
      return Verdict.withheld(Meaning.RATE_LIMITED, lineIsGone(request.operation()), clock);
    } catch (BulkheadFullException | AcquirePermissionCancelledException _) {
      return Verdict.withheld(Meaning.BULKHEAD_FULL, SOON, clock);
    }
  }

  /** The circuit may have opened while the call waited in line. */
  private Verdict stillPermitted(Supplier<Verdict> oneTry) {
    if (circuit.isOpen()) {
      throw CallNotPermittedException.createCallNotPermittedException(circuit.breaker());
    }
    return oneTry.get();
  }

  /** When those who are in line now have had their turn. */
  private Duration lineIsGone(Operation operation) {
    var longest = capacity.longestWait(operation);
    return longest.compareTo(SOON) < 0 ? SOON : longest;
  }

  private static Duration left(long start) {
    return Waits.WHOLE_CALL.minusNanos(System.nanoTime() - start);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** A verdict, and whether the {@link Retry} may have another. */
  record Attempt(Verdict verdict, boolean repeatable) {}
}
