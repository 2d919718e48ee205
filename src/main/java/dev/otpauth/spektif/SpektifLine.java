package dev.otpauth.spektif;

import java.time.Duration;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Makes one exchange, and blocks until it is over: the place where the reactive world ends. */
@Component
final class SpektifLine {

  /**
   * Whatever goes wrong is a reply, too.
   *
   * @param limit the longest it may take, whole answer included
   */
  Reply exchange(Mono<ResponseEntity<byte[]>> request, Duration limit) {
    var sending = new Sending();
    try {
      var answer =
          request
              .timeout(limit)
              .onErrorMap(CallFailed::from)
              .contextWrite(it -> it.put(Sending.class, sending))
              // The trace of the caller, whose thread waits here.
              .contextCapture()
              .block();
      return answer == null ? none(sending, "no answer") : Reply.Answer.of(answer);
    } catch (RuntimeException e) {
      var failed = CallFailed.from(e);
      return failed.beforeTunnel()
          ? new Reply.NoAnswer(false, failed.names())
          : none(sending, failed.names());
    }
  }

  private static Reply none(Sending sending, String failure) {
    return new Reply.NoAnswer(!sending.abandon(), failure);
  }
}
