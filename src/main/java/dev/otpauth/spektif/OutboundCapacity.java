package dev.otpauth.spektif;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * What each try waits for: where it makes WhatsApp send, a permit of the rate limiter {@code
 * spektif-messages}; then one of {@code spektif}, which all tries take; then room in the bulkhead.
 */
@Component
final class OutboundCapacity {

  static final String MESSAGES = "spektif-messages";

  private final List<WaitingLine> ofMessages;
  private final List<WaitingLine> ofOthers;
  private final Bulkhead bulkhead;

  OutboundCapacity(RateLimiterRegistry limiters, BulkheadRegistry bulkheads, MeterRegistry meters) {
    var messages = new WaitingLine(limiters.rateLimiter(MESSAGES), meters);
    var all = new WaitingLine(limiters.rateLimiter(Guard.INSTANCE), meters);
    this.ofMessages = List.of(messages, all);
    this.ofOthers = List.of(all);
    this.bulkhead = bulkheads.bulkhead(Guard.INSTANCE);
  }

  /**
   * Runs the try when it may.
   *
   * @throws io.github.resilience4j.ratelimiter.RequestNotPermitted where a line is too long
   * @throws io.github.resilience4j.bulkhead.BulkheadFullException where too many are in flight
   * @throws io.github.resilience4j.core.exception.AcquirePermissionCancelledException where the
   *     thread is interrupted
   */
  <T> T run(Operation operation, Supplier<T> oneTry) {
    lines(operation).forEach(WaitingLine::await);
    return bulkhead.executeSupplier(oneTry);
  }

  /** The longest that a try of it is kept waiting. */
  Duration longestWait(Operation operation) {
    return lines(operation).stream()
        .map(WaitingLine::longestWait)
        .reduce(bulkhead.getBulkheadConfig().getMaxWaitDuration(), Duration::plus);
  }

  private List<WaitingLine> lines(Operation operation) {
    return operation.isMessage() ? ofMessages : ofOthers;
  }
}
