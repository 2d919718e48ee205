package dev.otpauth.spektif;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What each try waits for: where it makes WhatsApp send, a permit of the rate limiter {@code
 * spektif-messages}; then one of {@code spektif}, which all tries take; then room in the bulkhead.
 * Tries with a file, which may last for minutes, have a bulkhead of their own, {@code
 * spektif-uploads}.
 */
@Component
final class OutboundCapacity {

  static final String MESSAGES = "spektif-messages";
  static final String UPLOADS = "spektif-uploads";

  private final List<FifoRateLimiter> ofMessages;
  private final List<FifoRateLimiter> ofOthers;
  private final Bulkhead bulkhead;
  private final Bulkhead uploads;

  OutboundCapacity(RateLimiterRegistry limiters, BulkheadRegistry bulkheads, MeterRegistry meters) {
    var messages = new FifoRateLimiter(limiters.rateLimiter(MESSAGES), meters);
    var all = new FifoRateLimiter(limiters.rateLimiter(ResilientExecutor.INSTANCE), meters);
    this.ofMessages = List.of(messages, all);
    this.ofOthers = List.of(all);
    this.bulkhead = bulkheads.bulkhead(ResilientExecutor.INSTANCE);
    this.uploads = bulkheads.bulkhead(UPLOADS);
  }

  /**
   * Runs the try when it may.
   *
   * @throws io.github.resilience4j.ratelimiter.RequestNotPermitted where a line is too long
   * @throws io.github.resilience4j.bulkhead.BulkheadFullException where too many are in flight
   * @throws io.github.resilience4j.core.exception.AcquirePermissionCancelledException where the
   *     thread is interrupted
   */
  <T> T run(SpektifRequest request, Supplier<T> oneTry) {
    lines(request.operation()).forEach(FifoRateLimiter::await);
    return (request.file() == null ? bulkhead : uploads).executeSupplier(oneTry);
  }

  /** The longest that a try of it is kept waiting. */
  Duration longestWait(Operation operation) {
    return lines(operation).stream()
        .map(FifoRateLimiter::longestWait)
        .reduce(longestWaitForRoom(), Duration::plus);
  }

  private Duration longestWaitForRoom() {
    return Stream.of(bulkhead, uploads)
        .map(it -> it.getBulkheadConfig().getMaxWaitDuration())
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  private List<FifoRateLimiter> lines(Operation operation) {
    return operation.isMessage() ? ofMessages : ofOthers;
  }
}
