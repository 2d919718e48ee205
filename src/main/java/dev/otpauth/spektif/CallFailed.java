package dev.otpauth.spektif;

import io.netty.handler.proxy.ProxyConnectException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Replaces an exception of the HTTP client. The originals quote the URL, and with it a phone number
 * or a reference, in messages and suppressed exceptions; this one holds class names only.
 */
final class CallFailed extends RuntimeException {

  private static final int MAX_CHAIN = 20;
  private static final int MAX_NAMES = 6;

  private final boolean beforeTunnel;
  private final Outage outage;

  private CallFailed(Throwable failure) {
    super(names(failure), null, false, false);
    this.beforeTunnel = chain(failure).anyMatch(ProxyConnectException.class::isInstance);
    this.outage = FailureTable.outage(chain(failure).toList());
  }

  static CallFailed from(Throwable failure) {
    return failure instanceof CallFailed known ? known : new CallFailed(failure);
  }

  /** Whether the proxy refused the tunnel; then nothing of the request was written. */
  boolean beforeTunnel() {
    return beforeTunnel;
  }

  /** The cause, as far as the exceptions show it. */
  Outage outage() {
    return outage;
  }

  /** The class names from the failure down to its root cause, separated by {@code " < "}. */
  String names() {
    var message = getMessage();
    return message == null ? "" : message;
  }

  /** The class name of the root cause. */
  String root() {
    return names().substring(names().lastIndexOf(' ') + 1);
  }

  private static String names(Throwable failure) {
    return chain(failure)
        .limit(MAX_NAMES)
        .map(it -> it.getClass().getSimpleName())
        .map(it -> it.isEmpty() ? "anonymous" : it)
        .collect(Collectors.joining(" < "));
  }

  private static Stream<Throwable> chain(Throwable failure) {
    return Stream.<@Nullable Throwable>iterate(
            failure, it -> it != null, it -> it == null ? null : it.getCause())
        .limit(MAX_CHAIN)
        .flatMap(Stream::ofNullable);
  }
}
