package dev.otpauth.spektif;

import java.time.Clock;
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
  private final Outages outages;
  private final Clock clock;

  Exchanges(SpektifLine line, Outages outages, Clock clock) {
    this.line = line;
    this.outages = outages;
    this.clock = clock;
  }

  /**
   * Makes one try; whatever goes wrong is a verdict, too.
   *
   * @param limit the longest it may take, whole answer included
   */
  Verdict make(
      Operation operation, Supplier<Mono<ResponseEntity<byte[]>>> request, Duration limit) {
    var reply = line.exchange(Mono.defer(request), limit);
    var verdict = Verdict.of(operation, reply, clock);
    if (verdict.meaning().isOutage()) {
      outages.failed(operation, outage(reply, verdict), verdict.at());
    } else {
      outages.answered(operation, verdict.at());
    }
    return verdict;
  }

  private static Outage outage(Reply reply, Verdict verdict) {
    return switch (reply) {
      case Reply.NoAnswer none -> none.outage();
      case Reply.Answer answer when answer.status() < FIRST_SERVER_ERROR ->
          OutageCause.BROKEN_ANSWER.seenBy(verdict.detail());
      case Reply.Answer _ -> OutageCause.SERVER_ERROR.seenBy(verdict.detail());
    };
  }
}
