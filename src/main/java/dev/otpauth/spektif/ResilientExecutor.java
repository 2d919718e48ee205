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
 * Runs tries with Resilience4j: retry ( circuit breaker ( {@linkplain OutboundCapacity rate
 * limiters and bulkhead} ( try ))). Each try takes its own permits. Rejections by these are no
 * failures of the provider and are not retried.
 */
@Component
final class ResilientExecutor {

  static final String INSTANCE = "spektif";

  private static final Duration SOON = Duration.ofSeconds(1);

  private final Retry retry;
  private final ProviderCircuitBreaker circuitBreaker;
  private final OutboundCapacity capacity;
  private final CallTimeBudget timeBudget;
  private final Clock clock;

  ResilientExecutor(
      RetryRegistry retries,
      ProviderCircuitBreaker circuitBreaker,
      OutboundCapacity capacity,
      SpektifProperties properties,
      Clock clock) {
    this.retry = retries.retry(INSTANCE);
    this.circuitBreaker = circuitBreaker;
    this.capacity = capacity;
    this.timeBudget = CallTimeBudget.checked(retry, capacity, properties.tryTimeout());
    this.clock = clock;
  }

  /**
   * Runs tries until one succeeds or must not be repeated; returns the last result.
   *
   * @param tryTimeout the maximum duration of a try
   * @param oneTry gets the time that is left for it
   */
  ClassifiedResponse run(
      SpektifRequest request, Duration tryTimeout, Function<Duration, ClassifiedResponse> oneTry) {
    var operation = request.operation();
    var start = System.nanoTime();
    Retry.Context<Attempt> context = retry.context();
    while (true) {
      var classified = permitted(request, () -> oneTry.apply(shorter(tryTimeout, left(start))));
      var room = left(start).compareTo(timeBudget.roomForAnother(operation, tryTimeout)) > 0;
      var attempt = new Attempt(classified, room && classified.mayBeRepeated(operation));
      if (!again(context, attempt)) {
        return classified;
      }
    }
  }

  /** Returns whether to try again, after waiting for it. */
  private static boolean again(Retry.Context<Attempt> context, Attempt attempt) {
    try {
      var again = context.onResult(attempt);
      if (!again) {
        context.onComplete();
      }
      return again;
    } catch (CancellationException | MaxRetriesExceededException _) {
      // Interrupted while waiting, or configured to throw after the last try: the last result
      // stands.
      return false;
    }
  }

  private ClassifiedResponse permitted(
      SpektifRequest request, Supplier<ClassifiedResponse> oneTry) {
    try {
      return circuitBreaker.run(request, () -> capacity.run(request, () -> stillPermitted(oneTry)));
    } catch (CallNotPermittedException _) {
      return ClassifiedResponse.withheld(
          ResponseCategory.CIRCUIT_OPEN, circuitBreaker.remainingWait(), clock);
    } catch (RequestNotPermitted _) {
      return ClassifiedResponse.withheld(
          ResponseCategory.RATE_LIMITED, waitOfQueue(request.operation()), clock);
    } catch (BulkheadFullException | AcquirePermissionCancelledException _) {
      return ClassifiedResponse.withheld(ResponseCategory.BULKHEAD_FULL, SOON, clock);
    }
  }

  /** Checks again, since the circuit may have opened while the call waited. */
  private ClassifiedResponse stillPermitted(Supplier<ClassifiedResponse> oneTry) {
    if (circuitBreaker.isOpen()) {
      throw CallNotPermittedException.createCallNotPermittedException(circuitBreaker.breaker());
    }
    return oneTry.get();
  }

  /** The time after which the calls that wait now are through. */
  private Duration waitOfQueue(Operation operation) {
    var longest = capacity.longestWait(operation);
    return longest.compareTo(SOON) < 0 ? SOON : longest;
  }

  private static Duration left(long start) {
    return CallTimeBudget.WHOLE_CALL.minusNanos(System.nanoTime() - start);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** A result, and whether the {@link Retry} may repeat the try. */
  record Attempt(ClassifiedResponse classified, boolean repeatable) {}
}
