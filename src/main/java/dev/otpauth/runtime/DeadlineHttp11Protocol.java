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
 * HTTP as Tomcat speaks it, for answers that are small, and with a deadline for a whole request:
 * Tomcat's own time-out is one of silence, which a byte now and then avoids for ever. Public,
 * because Tomcat makes it by its name.
 */
public class DeadlineHttp11Protocol extends Http11NioProtocol {

  /** What is larger goes out in chunks. */
  private static final int ANSWER = 2 * 1024;

  /** How often connections are looked at. */
  private static final Duration LOOK = Duration.ofMillis(250);

  /** What a peer has for a request while connections are scarce. */
  private static final Duration HASTE = Duration.ofSeconds(1);

  /** What a peer has beyond Tomcat's time-out, so that silence is answered by whoever reads. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Set<DeadlineHttp11Processor> receiving = ConcurrentHashMap.newKeySet();
  private volatile IntConsumer whenClosed = _ -> {};
  private @Nullable ScheduledFuture<?> looking;

  /** Bytes, and as many characters, that each request holds for its answer; 8 KiB elsewhere. */
  @Override
  public int getDesiredBufferSize() {
    return ANSWER;
  }

  /**
   * Hears, for a look, how many connections were closed whose peers took too long over a request,
   * or, while connections are scarce, did nothing.
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
    looking =
        getUtilityExecutor()
            .scheduleWithFixedDelay(
                this::closeSlow, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() throws Exception {
    if (looking != null) {
      looking.cancel(false);
    }
    super.stop();
  }

  private void closeSlow() {
    var scarce = getConnectionCount() * 4 >= getMaxConnections() * 3L;
    var patience = scarce ? HASTE : Duration.ofMillis(getConnectionTimeout()).plus(GRACE);
    var now = System.nanoTime();
    var closed = 0;
    for (var request : receiving) {
      if (request.isOverdue(now, patience) && request.cutOff()) {
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

  /** Peers that have not begun a request, or wait to send the next. */
  private int closeIdle() {
    var before = InstantSource.system().millis() - HASTE.toMillis();
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
