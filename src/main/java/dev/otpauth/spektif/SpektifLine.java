package dev.otpauth.spektif;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import java.time.Duration;
import java.util.Locale;
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
  private final boolean proxied;
  private final boolean secure;

  SpektifLine(ObservationRegistry observations, SpektifProperties properties) {
    this.observations = observations;
    this.proxied = properties.egressProxy().isPresent();
    this.secure = properties.baseUrl().toLowerCase(Locale.ROOT).startsWith("https:");
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
      return answer == null ? broken("no answer") : decoded(Reply.Answer.of(answer));
    } catch (RuntimeException e) {
      var failed = CallFailed.from(e);
      var begun = !failed.beforeTunnel() && !sending.abandon();
      return new Reply.NoAnswer(begun, outage(failed.outage(), begun), failed.names());
    }
  }

  /** A body that was compressed all the same, and is cut or too long, is none. */
  private static Reply decoded(Reply.Answer answer) {
    var decoded =
        ContentDecoding.decode(answer.headers(), answer.body(), SpektifConfiguration.BODY_LIMIT);
    return decoded.isWhole() || FaultTable.decidesByStatusAlone(answer.status())
        ? answer.withBody(decoded.bytes())
        : broken("a compressed body that is cut or too long");
  }

  private static Reply broken(String detail) {
    return new Reply.NoAnswer(true, OutageCause.BROKEN_ANSWER.seenBy(detail), detail);
  }

  /** What the exceptions alone do not tell: how far it came, and whom it was to reach first. */
  private Outage outage(Outage told, boolean begun) {
    var cause = begun ? told.cause() : beforeBegin(told.cause());
    if (proxied && cause.isBeforeConnection()) {
      return OutageCause.PROXY_UNREACHABLE.seenBy(cause.tag().replace('_', ' '));
    }
    return cause == told.cause() ? told : cause.seenBy("");
  }

  /** Nothing was written yet: what was waited for, or broke off, was the connection itself. */
  private OutageCause beforeBegin(OutageCause cause) {
    if (cause == OutageCause.RESPONSE_TIMEOUT) {
      return OutageCause.CONNECT_TIMEOUT;
    }
    return cause == OutageCause.CONNECTION_LOST && secure ? OutageCause.TLS_FAILED : cause;
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
}
