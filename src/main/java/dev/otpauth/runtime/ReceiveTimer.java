package dev.otpauth.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * How long a peer has kept us waiting for what it sends. Written by the thread that serves it, read
 * by whoever looks for slow ones.
 */
final class ReceiveTimer {

  /** What a body has to come at, beyond the time that any peer has. */
  private static final long LEAST_BYTES_PER_SECOND = 16 * 1024;

  private static final long NANOS_PER_BYTE = TimeUnit.SECONDS.toNanos(1) / LEAST_BYTES_PER_SECOND;

  private volatile boolean waiting;
  private volatile long since;
  private volatile long waitedBefore;
  private volatile long bytes;

  /** Something new is waited for. */
  void begin() {
    end();
    resume();
  }

  /** It has come. */
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

  /** Whether we wait, and have waited in all for longer than that and what has come is worth. */
  boolean isOverdue(long now, Duration patience) {
    return waiting && waitedBefore + (now - since) > patience.toNanos() + bytes * NANOS_PER_BYTE;
  }

  /** The same body; whoever reads it waits for the peer meanwhile. */
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
