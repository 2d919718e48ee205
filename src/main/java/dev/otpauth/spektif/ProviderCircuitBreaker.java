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

/** Wraps Resilience4j's circuit breaker and decides which results it counts. */
@Component
final class ProviderCircuitBreaker {

  private static final Logger LOG = LoggerFactory.getLogger(ProviderCircuitBreaker.class);
  private static final Duration MIN = Duration.ofSeconds(1);

  private final CircuitBreaker breaker;
  private final Outages outages;
  private final Clock clock;
  private volatile Instant openUntil = Instant.EPOCH;
  private volatile Instant since = Instant.EPOCH;

  ProviderCircuitBreaker(CircuitBreakerRegistry registry, Outages outages, Clock clock) {
    this.outages = outages;
    this.breaker = registry.circuitBreaker(ResilientExecutor.INSTANCE);
    this.clock = clock;
    breaker.getEventPublisher().onStateTransition(this::stateChanged);
  }

  CircuitBreaker breaker() {
    return breaker;
  }

  /**
   * Runs the try if the circuit permits it, and counts the result.
   *
   * <p>While OTP commands fail, successes of other calls are not counted: the queries that look up
   * each failed command would hide the outage from the circuit breaker.
   *
   * @throws CallNotPermittedException if the circuit is open
   */
  ClassifiedResponse run(SpektifRequest request, Supplier<ClassifiedResponse> oneTry) {
    if (request.file() != null) {
      return upload(request, oneTry);
    }
    breaker.acquirePermission();
    var start = breaker.getCurrentTimestamp();
    try {
      var classified = oneTry.get();
      if (isCounted(request, classified)) {
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

  /**
   * Runs an upload outside the half-open state: an upload may take minutes, and would block the few
   * calls that decide whether to close the circuit.
   */
  private ClassifiedResponse upload(SpektifRequest request, Supplier<ClassifiedResponse> oneTry) {
    if (isInDoubt() || isOpen()) {
      throw CallNotPermittedException.createCallNotPermittedException(breaker);
    }
    var start = breaker.getCurrentTimestamp();
    var classified = oneTry.get();
    if (isCounted(request, classified)) {
      count(start, classified);
    }
    return classified;
  }

  private void count(long start, ClassifiedResponse classified) {
    breaker.onResult(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit(), classified);
  }

  private boolean isCounted(SpektifRequest request, ClassifiedResponse classified) {
    if (classified.isOutage()) {
      return true;
    }
    if (classified.category().isOutage() || request.file() != null) {
      return false;
    }
    return request.operation().family() == Family.OTP_COMMAND
        || isInDoubt()
        || !outages.commandsFail();
  }

  /** Whether calls are rejected without calling the provider. */
  boolean isOpen() {
    var state = breaker.getState();
    return state == State.OPEN || state == State.FORCED_OPEN;
  }

  /** Whether it is open or half-open. */
  boolean isInDoubt() {
    var state = breaker.getState();
    return state == State.OPEN || state == State.HALF_OPEN;
  }

  /** When it opened; half-open trials in between do not reset this. */
  Instant since() {
    return since;
  }

  /**
   * Records that a probe was accepted: moves an open circuit to half-open, and closes one that is
   * still half-open at the next probe because there were too few calls to decide.
   */
  void probeAccepted() {
    try {
      switch (breaker.getState()) {
        case OPEN -> breaker.transitionToHalfOpenState();
        case HALF_OPEN -> breaker.transitionToClosedState();
        case CLOSED, DISABLED, METRICS_ONLY, FORCED_OPEN -> {}
      }
    } catch (IllegalStateTransitionException _) {
      // The state has changed meanwhile; keep it.
    }
  }

  /** The time until the provider is called again; at least a second. */
  Duration remainingWait() {
    var left = Duration.between(clock.instant(), openUntil);
    return left.compareTo(MIN) < 0 ? MIN : left;
  }

  private void stateChanged(CircuitBreakerOnStateTransitionEvent event) {
    var from = event.getStateTransition().getFromState();
    var to = event.getStateTransition().getToState();
    if (to == State.OPEN) {
      openUntil = clock.instant().plusMillis(openMillis());
    }
    logTransition(from, to);
  }

  /** Logs an outage once, not at each half-open trial. */
  private void logTransition(State from, State to) {
    switch (to) {
      case OPEN, FORCED_OPEN -> {
        var isNew = from != State.HALF_OPEN;
        since = isNew ? clock.instant() : since;
        LOG.atLevel(isNew ? Level.WARN : Level.DEBUG).log("The circuit to Spektif is open");
      }
      case HALF_OPEN ->
          LOG.atDebug().log("The circuit to Spektif is half-open: a few calls are tried");
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
