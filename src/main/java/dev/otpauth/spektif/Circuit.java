package dev.otpauth.spektif;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The circuit breaker, and when it will let a call through again. */
@Component
final class Circuit {

  private static final Logger LOG = LoggerFactory.getLogger(Circuit.class);
  private static final Duration LEAST = Duration.ofSeconds(1);

  private final CircuitBreaker breaker;
  private final Clock clock;
  private volatile Instant openUntil = Instant.EPOCH;

  Circuit(CircuitBreakerRegistry registry, Clock clock) {
    this.breaker = registry.circuitBreaker(Guard.INSTANCE);
    this.clock = clock;
    breaker.getEventPublisher().onStateTransition(this::moved);
  }

  CircuitBreaker breaker() {
    return breaker;
  }

  /** Whether calls are refused without asking the provider. */
  boolean isOpen() {
    var state = breaker.getState();
    return state == State.OPEN || state == State.FORCED_OPEN;
  }

  /** What is left until the provider is asked again; at least a second. */
  Duration remainingWait() {
    var left = Duration.between(clock.instant(), openUntil);
    return left.compareTo(LEAST) < 0 ? LEAST : left;
  }

  private void moved(CircuitBreakerOnStateTransitionEvent event) {
    var to = event.getStateTransition().getToState();
    if (to == State.OPEN) {
      openUntil = clock.instant().plusMillis(openMillis());
    }
    LOG.atWarn().addKeyValue("state", to).log("the circuit to Spektif changed its state");
  }

  private long openMillis() {
    return breaker.getCircuitBreakerConfig().getWaitIntervalFunctionInOpenState().apply(1);
  }
}
