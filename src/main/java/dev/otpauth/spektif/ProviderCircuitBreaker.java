package dev.otpauth.spektif;

import dev.otpauth.spektif.Operation.Family;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.circuitbreaker.IllegalStateTransitionException;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;

/** The circuit breaker, and when it will let a call through again. */
@Component
final class ProviderCircuitBreaker {

  private static final Logger LOG = LoggerFactory.getLogger(ProviderCircuitBreaker.class);
  private static final Duration LEAST = Duration.ofSeconds(1);

  private final CircuitBreaker breaker;
  private final Outages outages;
  private final Clock clock;
  private volatile Instant openUntil = Instant.EPOCH;
  private volatile Instant since = Instant.EPOCH;

  ProviderCircuitBreaker(CircuitBreakerRegistry registry, Outages outages, Clock clock) {
    this.outages = outages;
    this.breaker = registry.circuitBreaker(ResilientExecutor.INSTANCE);
    this.clock = clock;
    breaker.getEventPublisher().onStateTransition(this::moved);
  }

  CircuitBreaker breaker() {
    return breaker;
  }

  /**
   * Runs the try where the circuit lets it, and counts what came of it.
   *
   * <p>While sends and verifies fail, another call that is answered says nothing of them: each of
   * them is looked for by queries, which would hide an outage of the others from the circuit.
   *
   * @throws CallNotPermittedException where it is open
   */
  ClassifiedResponse run(SpektifRequest request, Supplier<ClassifiedResponse> oneTry) {
    if (request.file() != null) {
      return upload(request, oneTry);
    }
    breaker.acquirePermission();
    var start = breaker.getCurrentTimestamp();
    try {
      var classified = oneTry.get();
      if (tells(request, classified)) {
        count(start, classified);
      } else {
        breaker.releasePermission();
      }
      return classified;
    } catch (RuntimeException e) {
      breaker.onError(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit(), e);
      throw e;
    }
  }

  /** A file may take minutes: a circuit that is tried waits for calls that are over at once. */
  private ClassifiedResponse upload(SpektifRequest request, Supplier<ClassifiedResponse> oneTry) {
    if (isInDoubt() || isOpen()) {
      throw CallNotPermittedException.createCallNotPermittedException(breaker);
    }
    var start = breaker.getCurrentTimestamp();
    var classified = oneTry.get();
    if (tells(request, classified)) {
      count(start, classified);
    }
    return classified;
  }

  private void count(long start, ClassifiedResponse classified) {
    breaker.onResult(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit(), classified);
  }

  private boolean tells(SpektifRequest request, ClassifiedResponse classified) {
    if (classified.isOutage()) {
      return true;
    }
    if (classified.category().isOutage() || request.file() != null) {
      return false;
    }
    return request.operation().family() == Family.OTP_COMMAND
        || isInDoubt()
        || !outages.isOfCommands();
  }

  /** Whether calls are refused without asking the provider. */
  boolean isOpen() {
    var state = breaker.getState();
    return state == State.OPEN || state == State.FORCED_OPEN;
  }

  /** Whether it is open, or being tried whether it may be closed. */
  boolean isInDoubt() {
    var state = breaker.getState();
    return state == State.OPEN || state == State.HALF_OPEN;
  }

  /** When it opened first; that it was tried since then does not count. */
  Instant since() {
    return since;
  }

  /**
   * The provider was seen to answer. What is open is tried; what is being tried, and still is at
   * the next sight, has too few calls to decide by, and is closed.
   */
  void seenAlive() {
    try {
      switch (breaker.getState()) {
        case OPEN -> breaker.transitionToHalfOpenState();
        case HALF_OPEN -> breaker.transitionToClosedState();
        case CLOSED, DISABLED, METRICS_ONLY, FORCED_OPEN -> {}
      }
    } catch (IllegalStateTransitionException _) {
      // Calls, or its own clock, have moved it meanwhile, and know better.
    }
  }

  /** What is left until the provider is asked again; at least a second. */
  Duration remainingWait() {
    var left = Duration.between(clock.instant(), openUntil);
    return left.compareTo(LEAST) < 0 ? LEAST : left;
  }

  private void moved(CircuitBreakerOnStateTransitionEvent event) {
    var from = event.getStateTransition().getFromState();
    var to = event.getStateTransition().getToState();
    if (to == State.OPEN) {
      openUntil = clock.instant().plusMillis(openMillis());
    }
    tell(from, to);
  }

  /** An outage is told of once, not at each try in between. */
  private void tell(State from, State to) {
    switch (to) {
      case OPEN, FORCED_OPEN -> {
        var begins = from != State.HALF_OPEN;
        since = begins ? clock.instant() : since;
        LOG.atLevel(begins ? Level.WARN : Level.DEBUG).log("The circuit to Spektif is open");
      }
      case HALF_OPEN -> LOG.atDebug().log("The circuit to Spektif is tried");
      case CLOSED, DISABLED, METRICS_ONLY ->
          LOG.atInfo()
              .addKeyValue("seconds", Duration.between(since, clock.instant()).toSeconds())
              .log("The circuit to Spektif is closed");
    }
  }

  private long openMillis() {
    return breaker.getCircuitBreakerConfig().getWaitIntervalFunctionInOpenState().apply(1);
  }
}
