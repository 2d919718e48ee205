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
 * Limits outbound tries: messages first take a permit of rate limiter {@code spektif-messages},
 * then every try takes a permit of rate limiter {@code spektif} and a place in the bulkhead.
 * Uploads, which may take minutes, have their own bulkhead, {@code spektif-uploads}.
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
   * Runs the try once it is permitted.
   *
   * @throws io.github.resilience4j.ratelimiter.RequestNotPermitted if the wait for a permit would
   *     be too long
   * @throws io.github.resilience4j.bulkhead.BulkheadFullException if too many tries are in flight
   * @throws io.github.resilience4j.core.exception.AcquirePermissionCancelledException if the thread
   *     is interrupted
   */
  <T> T run(SpektifRequest request, Supplier<T> oneTry) {
    limiters(request.operation()).forEach(FifoRateLimiter::await);
    return (request.file() == null ? bulkhead : uploads).executeSupplier(oneTry);
  }

  /** The maximum wait of a try for its permits and its place. */
  Duration longestWait(Operation operation) {
    return limiters(operation).stream()
        .map(FifoRateLimiter::longestWait)
        .reduce(longestWaitForRoom(), Duration::plus);
  }

  private Duration longestWaitForRoom() {
    return Stream.of(bulkhead, uploads)
        .map(it -> it.getBulkheadConfig().getMaxWaitDuration())
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  private List<FifoRateLimiter> limiters(Operation operation) {
    return operation.isMessage() ? ofMessages : ofOthers;
  }
}
