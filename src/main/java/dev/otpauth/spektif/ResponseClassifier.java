package dev.otpauth.spektif;

import java.time.Clock;
import org.springframework.stereotype.Component;

/** Says what came of one try, by the {@link FaultTable}. */
@Component
final class ResponseClassifier {

  private final FaultTable table;
  private final Clock clock;

  ResponseClassifier(FaultTable table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  /** What a try of that operation came to. */
  Verdict classify(Operation operation, Reply reply) {
    return switch (reply) {
      case Reply.NoAnswer none -> Verdict.of(none, clock.instant());
      case Reply.Aborted aborted -> Verdict.of(aborted, clock.instant());
      case Reply.Answer answer -> {
        var facts = Facts.of(operation, answer);
        yield Verdict.of(table.meaning(facts), facts, answer, clock.instant());
      }
    };
  }
}
