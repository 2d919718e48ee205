package dev.otpauth.spektif;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** Makes one exchange, and blocks until it is over: the place where the reactive world ends. */
@Component
final class SpektifLine {

  private static final Logger log = LoggerFactory.getLogger(SpektifLine.class);

  /**
   * Reactor's own key for what fails after an exchange was given up; by default it logs the URL.
   */
  private static final String ON_ERROR_DROPPED = "reactor.onErrorDropped.local";

  private final ObservationRegistry observations;

  SpektifLine(ObservationRegistry observations) {
    this.observations = observations;
  }

  /**
   * Whatever goes wrong is a reply, too.
   *
   * @param limit the longest it may take, whole answer included
   */
  Reply exchange(Mono<ResponseEntity<byte[]>> request, Duration limit) {
    var sending = new Sending();
    Consumer<Throwable> dropped = SpektifLine::dropped;
    try {
      var answer =
          request
              .timeout(limit)
              .onErrorMap(CallFailed::from)
              .contextWrite(
                  it -> traced(it).put(Sending.class, sending).put(ON_ERROR_DROPPED, dropped))
              .block();
      return answer == null ? none(sending, "no answer") : Reply.Answer.of(answer);
    } catch (RuntimeException e) {
      var failed = CallFailed.from(e);
      return failed.beforeTunnel()
          ? new Reply.NoAnswer(false, failed.names())
          : none(sending, failed.names());
    }
  }

  /**
   * The trace of the caller, whose thread waits here. What an exchange needs of the thread is told
   * once: carried along automatically, all of it would be set and reset at each operator.
   */
  private Context traced(Context context) {
    var caller = observations.getCurrentObservation();
    return caller == null ? context : context.put(ObservationThreadLocalAccessor.KEY, caller);
  }

  private static void dropped(Throwable failure) {
    log.atDebug()
        .addKeyValue("failure", CallFailed.from(failure).names())
        .log("an exchange failed after it was given up");
  }

  private static Reply none(Sending sending, String failure) {
    return new Reply.NoAnswer(!sending.abandon(), failure);
  }
}
