package dev.otpauth.spektif;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.core.exception.AcquirePermissionCancelledException;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
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
 * Retry ( circuit breaker ( rate limiter ( bulkhead ( try )))), each a Resilience4j instance named
 * {@code spektif}. A refusal of ours is no failure of the provider's and is not tried again.
 */
@Component
final class Guard {

  static final String INSTANCE = "spektif";

  /** All tries, and the waits between them. */
  private static final Duration WHOLE_CALL = Duration.ofSeconds(24);

  private static final Duration ROOM_FOR_A_WAIT = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Retry retry;
  private final Circuit circuit;
  private final RateLimiter limiter;
  private final Bulkhead bulkhead;
  private final Clock clock;

  Guard(
      RetryRegistry retries,
      Circuit circuit,
      RateLimiterRegistry limiters,
      BulkheadRegistry bulkheads,
      Clock clock) {
    this.retry = retries.retry(INSTANCE);
    this.circuit = circuit;
    this.limiter = limiters.rateLimiter(INSTANCE);
    this.bulkhead = bulkheads.bulkhead(INSTANCE);
    this.clock = clock;
    Waits.check(retry, limiter, bulkhead);
  }

  /**
   * Runs the try until it need not, or may not, be repeated.
   *
   * @param tryTimeout what a try may take
   * @param oneTry takes the time it is left
   */
  Verdict run(Operation operation, Duration tryTimeout, Function<Duration, Verdict> oneTry) {
    var start = System.nanoTime();
    Retry.Context<Attempt> context = retry.context();
    while (true) {
      var verdict = permitted(() -> oneTry.apply(shorter(tryTimeout, left(start))));
      var room = left(start).compareTo(tryTimeout.plus(ROOM_FOR_A_WAIT)) > 0;
      var attempt = new Attempt(verdict, room && verdict.meaning().mayBeRepeated(operation));
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

  private Verdict permitted(Supplier<Verdict> oneTry) {
    try {
      return circuit
          .breaker()
          .executeSupplier(() -> limiter.executeSupplier(() -> bulkhead.executeSupplier(oneTry)));
    } catch (CallNotPermittedException _) {
      return Verdict.withheld(Meaning.CIRCUIT_OPEN, circuit.remainingWait(), clock);
    } catch (RequestNotPermitted _) {
      return Verdict.withheld(Meaning.RATE_LIMITED, SOON, clock);
    } catch (BulkheadFullException | AcquirePermissionCancelledException _) {
      return Verdict.withheld(Meaning.BULKHEAD_FULL, SOON, clock);
    }
  }

  private static Duration left(long start) {
    return WHOLE_CALL.minusNanos(System.nanoTime() - start);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** A verdict, and whether the {@link Retry} may have another. */
  record Attempt(Verdict verdict, boolean repeatable) {}
}
