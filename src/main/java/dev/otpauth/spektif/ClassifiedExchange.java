package dev.otpauth.spektif;

import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Makes one exchange with the provider, and says what came of it. */
@Component
final class ClassifiedExchange {

  private final SpektifLine line;
  private final ResponseClassifier classifier;

  ClassifiedExchange(SpektifLine line, ResponseClassifier classifier) {
    this.line = line;
    this.classifier = classifier;
  }

  /**
   * Blocks until it is over.
   *
   * @param request begins an exchange each time it is asked
   * @param limit the longest it may take, whole answer included
   */
  Verdict make(
      Operation operation, Supplier<Mono<ResponseEntity<byte[]>>> request, Duration limit) {
    return classifier.classify(operation, line.exchange(Mono.defer(request), limit));
  }
}
