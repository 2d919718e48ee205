package dev.otpauth.spektif;

import io.netty.handler.proxy.ProxyConnectException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for an exception of the HTTP client. Those quote the URL, and so a number or a
 * reference, in their messages and in what is attached to them; this one has class names only, and
 * nothing can be attached to it.
 */
final class CallFailed extends RuntimeException {

  private static final int LONGEST_CHAIN = 20;
  private static final int MOST_NAMES = 6;

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

  /** Whether the proxy did not let the connection through: it drops what waited to be written. */
  boolean beforeTunnel() {
    return beforeTunnel;
  }

  /** Why it failed, as far as the exceptions tell. */
  Outage outage() {
    return outage;
  }

  /** The class names from the failure down to its cause. */
  String names() {
    var message = getMessage();
    return message == null ? "" : message;
  }

  /** The class name of the deepest cause. */
  String root() {
    return names().substring(names().lastIndexOf(' ') + 1);
  }

  private static String names(Throwable failure) {
    return chain(failure)
        .limit(MOST_NAMES)
        .map(it -> it.getClass().getSimpleName())
        .map(it -> it.isEmpty() ? "anonymous" : it)
        .collect(Collectors.joining(" < "));
  }

  private static Stream<Throwable> chain(Throwable failure) {
    return Stream.<@Nullable Throwable>iterate(
            failure, it -> it != null, it -> it == null ? null : it.getCause())
        .limit(LONGEST_CHAIN)
        .flatMap(Stream::ofNullable);
  }
}
