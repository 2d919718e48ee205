package dev.otpauth.spektif;

import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Makes tries at the provider and understands them; each tells whether there is an outage. */
@Component
final class Exchanges {

  private static final int FIRST_SERVER_ERROR = 500;

  private final SpektifLine line;
  private final ResponseClassifier classifier;
  private final Outages outages;

  Exchanges(SpektifLine line, ResponseClassifier classifier, Outages outages) {
    this.line = line;
    this.classifier = classifier;
    this.outages = outages;
  }

  /**
   * Makes one try; whatever goes wrong is a verdict, too.
   *
   * @param limit the longest it may take, whole answer included
   */
  Verdict make(
      Operation operation, Supplier<Mono<ResponseEntity<byte[]>>> request, Duration limit) {
    var reply = line.exchange(Mono.defer(request), limit);
    var verdict = classifier.classify(operation, reply);
    if (verdict.meaning().isOutage() || verdict.isPage()) {
      outages.failed(operation, outage(reply, verdict), verdict.at());
    } else {
      outages.answered(operation, verdict.at());
    }
    return verdict;
  }

  private static Outage outage(Reply reply, Verdict verdict) {
    return switch (reply) {
      case Reply.NoAnswer none -> none.outage();
      case Reply.Answer answer -> cause(answer, verdict.meaning()).seenBy(verdict.detail());
    };
  }

  private static OutageCause cause(Reply.Answer answer, Meaning meaning) {
    if (meaning == Meaning.MAINTENANCE) {
      return OutageCause.MAINTENANCE;
    }
    if (meaning == Meaning.EXCEPTION || meaning == Meaning.UNPLACED) {
      return OutageCause.UNEXPLAINED_ERRORS;
    }
    if (meaning == Meaning.NONSENSE) {
      return OutageCause.PAGE;
    }
    return answer.status() < FIRST_SERVER_ERROR
        ? OutageCause.BROKEN_ANSWER
        : OutageCause.SERVER_ERROR;
  }
}
