package dev.otpauth.spektif;

import dev.otpauth.MovableClock;
import dev.otpauth.spektif.account.ProbeProperties;
import dev.otpauth.spektif.account.ProbedAccount;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.springframework.context.ApplicationContext;

/**
 * An adapter with its own state, meters and clock on a shared connection; the test runs the probe
 * scheduler.
 */
final class ProbingAdapter {

  static final ProbeProperties USUAL = new ProbeProperties(true);

  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final MovableClock clock = new MovableClock();
  final CircuitBreaker breaker;
  final SpektifHealthIndicator health;
  final SpektifOtpProvider calls;
  final SpektifCrmProvider crm;
  final ProbedAccount account;

  ProbingAdapter(
      ApplicationContext shared,
      ProbeProperties probing,
      CircuitBreakerConfig circuits,
      RateLimiterRegistry limiters) {
    var properties = shared.getBean(SpektifProperties.class);
    var outages = new Outages(meters);
    var exchanges =
        new ProviderExchanges(
            shared.getBean(BlockingExchange.class),
            new ResponseClassifier(shared.getBean(FaultTable.class), clock),
            outages);
    var registry = CircuitBreakerRegistry.of(circuits);
    breaker = registry.circuitBreaker(ResilientExecutor.INSTANCE);
    var circuitBreaker = new ProviderCircuitBreaker(registry, outages, clock);
    var target = new HistoryProbe(exchanges, circuitBreaker, outages, properties);
    account = new ProbedAccount(probing, target, meters, clock);
    var executor =
        new ResilientExecutor(
            shared.getBean(RetryRegistry.class),
            circuitBreaker,
            new OutboundCapacity(limiters, shared.getBean(BulkheadRegistry.class), meters),
            properties,
            clock);
    var gate = new GatedExecutor(account.gate(), executor, clock);
    var record = new CallRecord(meters, account.problem(), new UnclassifiedResponses(meters));
    var guarded =
        new ProviderCalls(
            exchanges, gate, record, properties, new RouteCheck(account.probe(), clock));
    calls = new SpektifOtpProvider(guarded, properties);
    crm = new SpektifCrmProvider(guarded);
    health = new SpektifHealthIndicator(account.health(), circuitBreaker, outages);
  }

  /** As many seconds, with a round in each. */
  void pass(Duration time) {
    for (int i = 0; i < time.toSeconds(); i++) {
      clock.advance(Duration.ofSeconds(1));
      account.probeIfDue();
    }
  }

  double gauge(String name, String... tags) {
    return meters.get(name).tags(tags).gauge().value();
  }

  long withheld(Operation operation) {
    return meters
        .get("spektif.call")
        .tags("operation", operation.tag(), "outcome", "withheld")
        .timer()
        .count();
  }
}
