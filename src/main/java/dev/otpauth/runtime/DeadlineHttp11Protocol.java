package dev.otpauth.runtime;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's HTTP/1.1 protocol with small response buffers and a deadline for receiving a whole
 * request. Tomcat's own timeout limits silence only, which a slow client avoids by sending single
 * bytes. Public because Tomcat creates it by class name.
 */
public class DeadlineHttp11Protocol extends Http11NioProtocol {

  /** Larger responses are sent in chunks. */
  private static final int RESPONSE_BUFFER = 2 * 1024;

  /** How often connections are checked. */
  private static final Duration CHECK_INTERVAL = Duration.ofMillis(250);

  /** The timeout for a request while connections are scarce. */
  private static final Duration SCARCE_TIMEOUT = Duration.ofSeconds(1);

  /** Added to Tomcat's timeout, so that Tomcat's own timeout handles silent peers first. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Set<DeadlineHttp11Processor> receiving = ConcurrentHashMap.newKeySet();
  private volatile IntConsumer whenClosed = _ -> {};
  private @Nullable ScheduledFuture<?> slowCheck;

  /**
   * Bytes, and as many characters, that each request reserves for its response; Tomcat's default is
   * 8 KiB.
   */
  @Override
  public int getDesiredBufferSize() {
    return RESPONSE_BUFFER;
  }

  /**
   * Sets the listener for the number of connections that one check closed because their peers were
   * too slow or, while connections are scarce, idle.
   */
  void whenClosed(IntConsumer listener) {
    whenClosed = listener;
  }

  @Override
  protected Processor createProcessor() {
    return new DeadlineHttp11Processor(this, getAdapter(), receiving);
  }

  @Override
  public void start() throws Exception {
    super.start();
    slowCheck =
        getUtilityExecutor()
            .scheduleWithFixedDelay(
                this::closeSlow,
                CHECK_INTERVAL.toMillis(),
                CHECK_INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() throws Exception {
    if (slowCheck != null) {
      slowCheck.cancel(false);
    }
    super.stop();
  }

  private void closeSlow() {
    var scarce = getConnectionCount() * 4 >= getMaxConnections() * 3L;
    var timeout = scarce ? SCARCE_TIMEOUT : Duration.ofMillis(getConnectionTimeout()).plus(GRACE);
    var now = System.nanoTime();
    var closed = 0;
    for (var request : receiving) {
      if (request.isOverdue(now, timeout) && request.closeConnection()) {
        closed++;
      }
    }
    if (scarce) {
      closed += closeIdle();
    }
    if (closed > 0) {
      whenClosed.accept(closed);
    }
  }

  /** Closes connections whose peers have not begun a request, or have not sent the next one. */
  private int closeIdle() {
    var before = InstantSource.system().millis() - SCARCE_TIMEOUT.toMillis();
    var busy =
        receiving.stream()
            .map(DeadlineHttp11Processor::connection)
            .collect(
                Collectors.toCollection(() -> Collections.newSetFromMap(new IdentityHashMap<>())));
    var closed = 0;
    for (var connection : getEndpoint().getConnections()) {
      if (connection instanceof NioSocketWrapper it
          && it.getLastRead() < before
          && !busy.contains(it)) {
        it.close();
        closed++;
      }
    }
    return closed;
  }
}
