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

/** Runs one HTTP exchange with the provider and blocks the calling thread until it is over. */
@Component
final class BlockingExchange {

  private static final Logger log = LoggerFactory.getLogger(BlockingExchange.class);

  /**
   * Reactor's context key for the handler of errors that arrive after an exchange was cancelled;
   * the default handler logs the URL.
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
   * Returns the result of the exchange; failures are results too, nothing is thrown.
   *
   * @param limit the maximum duration, including the whole response. For a request with a file: the
   *     maximum time in which the connection accepts no data, and then the maximum time from the
   *     end of the file to the end of the response
   */
  HttpResult exchange(SpektifRequest request, Duration limit) {
    var upload = request.file() == null ? null : new Upload(request, request.file());
    return exchange(Mono.defer(() -> client.exchange(request, upload)), upload, limit);
  }

  HttpResult exchange(Mono<HttpResult> exchange, @Nullable Upload upload, Duration limit) {
    var writeState = new RequestWriteState();
    Consumer<Throwable> logDropped = BlockingExchange::logDropped;
    var result =
        exchange
            .onErrorMap(CallFailed::from)
            .contextWrite(
                it ->
                    traced(it)
                        .put(RequestWriteState.class, writeState)
                        .put(ON_ERROR_DROPPED, logDropped))
            .toFuture();
    try {
      if (upload != null) {
        upload.write(result, limit);
      }
      return Objects.requireNonNullElseGet(
          result.get(limit.toNanos(), NANOSECONDS), () -> HttpResult.broken("no answer"));
    } catch (Upload.SourceFailed e) {
      return new HttpResult.Aborted(CallFailed.from(e).names());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return noAnswer(e, writeState, upload);
    } catch (ExecutionException | TimeoutException e) {
      return noAnswer(e, writeState, upload);
    } finally {
      // Closes the connection if there is no response yet, so that the provider gets no complete
      // request.
      result.cancel(true);
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

  /**
   * Refines the cause with what the exceptions do not show: whether writing had begun, and whether
   * a proxy is used.
   */
  private Outage outage(Outage reported, boolean begun) {
    var cause = begun ? reported.cause() : beforeBegin(reported.cause());
    if (proxied && cause.isBeforeConnection()) {
      return OutageCause.PROXY_UNREACHABLE.withEvidence(cause.tag().replace('_', ' '));
    }
    return cause == reported.cause() ? reported : cause.withEvidence("");
  }

  /** Before anything was written, a timeout or a lost connection concerns the connection itself. */
  private OutageCause beforeBegin(OutageCause cause) {
    if (cause == OutageCause.RESPONSE_TIMEOUT) {
      return OutageCause.CONNECT_TIMEOUT;
    }
    return cause == OutageCause.CONNECTION_LOST && secure ? OutageCause.TLS_FAILED : cause;
  }

  /**
   * Hands the caller's trace to the exchange. Set once here: automatic context propagation would
   * set and reset all thread-locals at each operator.
   */
  private Context traced(Context context) {
    var caller = observations.getCurrentObservation();
    return caller == null ? context : context.put(ObservationThreadLocalAccessor.KEY, caller);
  }

  private static void logDropped(Throwable failure) {
    log.atDebug()
        .addKeyValue("failure", CallFailed.from(failure).names())
        .log("An exchange failed after it was cancelled; no action needed");
  }
}
