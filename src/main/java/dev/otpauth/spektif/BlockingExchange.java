package dev.otpauth.spektif;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** Makes one exchange, and blocks until it is over: the place where the reactive world ends. */
@Component
final class BlockingExchange {

  private static final Logger log = LoggerFactory.getLogger(BlockingExchange.class);

  /**
   * Reactor's own key for what fails after an exchange was given up; by default it logs the URL.
   */
  private static final String ON_ERROR_DROPPED = "reactor.onErrorDropped.local";

  private final ObservationRegistry observations;
  private final SpektifClient client;
  private final boolean proxied;
  private final boolean secure;

  BlockingExchange(
      ObservationRegistry observations, SpektifProperties properties, SpektifClient client) {
    this.observations = observations;
    this.client = client;
    this.proxied = properties.egressProxy().isPresent();
    this.secure = properties.baseUrl().toLowerCase(Locale.ROOT).startsWith("https:");
  }

  /**
   * Whatever goes wrong is a reply, too.
   *
   * @param limit the longest it may take, whole answer included; where a file is sent, the longest
   *     that nothing of it is taken, and from its end the longest until the whole answer is there
   */
  HttpResult exchange(SpektifRequest request, Duration limit) {
    var upload = request.file() == null ? null : new Upload(request, request.file());
    return exchange(Mono.defer(() -> client.exchange(request, upload)), upload, limit);
  }

  HttpResult exchange(Mono<HttpResult> exchange, @Nullable Upload upload, Duration limit) {
    var writeState = new RequestWriteState();
    Consumer<Throwable> dropped = BlockingExchange::dropped;
    var reply =
        exchange
            .onErrorMap(CallFailed::from)
            .contextWrite(
                it ->
                    traced(it)
                        .put(RequestWriteState.class, writeState)
                        .put(ON_ERROR_DROPPED, dropped))
            .toFuture();
    try {
      if (upload != null) {
        upload.write(reply, limit);
      }
      return Objects.requireNonNullElseGet(
          reply.get(limit.toNanos(), NANOSECONDS), () -> HttpResult.broken("no answer"));
    } catch (Upload.SourceFailed e) {
      return new HttpResult.Aborted(CallFailed.from(e).names());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return noAnswer(e, writeState, upload);
    } catch (ExecutionException | TimeoutException e) {
      return noAnswer(e, writeState, upload);
    } finally {
      // Closes the connection where there is no answer yet, so that what was begun stays undone.
      reply.cancel(true);
    }
  }

  private HttpResult noAnswer(
      Exception failure, RequestWriteState writeState, @Nullable Upload upload) {
    var failed = CallFailed.from(failure instanceof ExecutionException ? cause(failure) : failure);
    var begun = !failed.beforeTunnel() && !writeState.abandon();
    return new HttpResult.NoAnswer(
        begun && (upload == null || upload.isWhole()),
        upload != null && upload.isRead(),
        outage(failed.outage(), begun),
        failed.names());
  }

  private static Throwable cause(Exception failure) {
    return failure.getCause() == null ? failure : failure.getCause();
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
        .log("An exchange failed after its caller had given up");
  }
}
