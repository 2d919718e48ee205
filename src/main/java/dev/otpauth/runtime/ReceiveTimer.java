package dev.otpauth.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * Measures how long the server has waited for the bytes of a request. Written by the serving
 * thread, read by the thread that closes slow connections.
 */
final class ReceiveTimer {

  /** The minimum rate of a body, after the initial timeout. */
  private static final long MIN_BYTES_PER_SECOND = 16 * 1024;

  private static final long NANOS_PER_BYTE = TimeUnit.SECONDS.toNanos(1) / MIN_BYTES_PER_SECOND;

  private volatile boolean waiting;
  private volatile long since;
  private volatile long waitedBefore;
  private volatile long bytes;

  /** Starts to wait for a new request or body. */
  void begin() {
    end();
    resume();
  }

  /** Stops waiting: it has arrived. */
  void end() {
    waiting = false;
    waitedBefore = 0;
    bytes = 0;
  }

  private void resume() {
    since = System.nanoTime();
    waiting = true;
  }

  private void pause(int received) {
    var waited = waitedBefore + System.nanoTime() - since;
    var all = bytes + Math.max(received, 0);
    waiting = false;
    waitedBefore = waited;
    bytes = all;
  }

  /**
   * Whether the server is waiting, and has waited longer than the timeout plus the time for the
   * received bytes.
   */
  boolean isOverdue(long now, Duration timeout) {
    return waiting && waitedBefore + (now - since) > timeout.toNanos() + bytes * NANOS_PER_BYTE;
  }

  /** Wraps the body so that reading it is measured. */
  InputBuffer around(InputBuffer body) {
    return new InputBuffer() {
      @Override
      public int doRead(ApplicationBufferHandler handler) throws IOException {
        var received = 0;
        resume();
        try {
          received = body.doRead(handler);
          return received;
        } finally {
          pause(received);
        }
      }

      @Override
      public int available() {
        return body.available();
      }
    };
  }
}
