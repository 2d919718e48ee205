package dev.otpauth.spektif;

import java.time.Clock;
import org.springframework.stereotype.Component;

/** Classifies the result of one try by the {@link FaultTable}. */
@Component
final class ResponseClassifier {

  private final FaultTable table;
  private final Clock clock;

  ResponseClassifier(FaultTable table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  ClassifiedResponse classify(Operation operation, HttpResult reply) {
    return switch (reply) {
      case HttpResult.NoAnswer none -> ClassifiedResponse.of(none, clock.instant());
      case HttpResult.Aborted aborted -> ClassifiedResponse.of(aborted, clock.instant());
      case HttpResult.Answer answer -> {
        var facts = ResponseFacts.of(operation, answer);
        yield ClassifiedResponse.of(table.category(facts), facts, answer, clock.instant());
      }
    };
  }
}
