package dev.otpauth.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's HTTP/1.1 processor that also measures how long it has waited for the bytes of the
 * current request.
 */
final class DeadlineHttp11Processor extends Http11Processor {

  private final ReceiveTimer wait;
  private final Set<DeadlineHttp11Processor> receiving;

  /**
   * Creates a processor.
   *
   * @param receiving the processors that are receiving a request
   */
  DeadlineHttp11Processor(
      DeadlineHttp11Protocol protocol, Adapter adapter, Set<DeadlineHttp11Processor> receiving) {
    var wait = new ReceiveTimer();
    var timed = new Timed(adapter, wait);
    super(protocol, timed);
    this.wait = wait;
    this.receiving = receiving;
    timed.whenOver = () -> receiving.remove(this);
    request.setInputBuffer(wait.around(request.getInputBuffer()));
  }

  /** Called when bytes have arrived, of a new request or of an incomplete header. */
  @Override
  public SocketState service(SocketWrapperBase<?> socket) throws IOException {
    if (receiving.add(this)) {
      wait.begin();
    }
    return super.service(socket);
  }

  /** Whether the peer has exceeded the timeout, extended by the time for the bytes it has sent. */
  boolean isOverdue(long nanoTime, Duration timeout) {
    return wait.isOverdue(nanoTime, timeout);
  }

  @Nullable SocketWrapperBase<?> connection() {
    return socketWrapper;
  }

  /** Closes the connection; returns false if it was already closed. */
  boolean closeConnection() {
    receiving.remove(this);
    var connection = socketWrapper;
    if (connection == null || connection.isClosed()) {
      return false;
    }
    connection.close();
    return true;
  }

  /** Notes when the header is complete and when the request is over. */
  private static final class Timed implements Adapter {

    private final Adapter adapter;
    private final ReceiveTimer wait;
    private Runnable whenOver = () -> {};

    Timed(Adapter adapter, ReceiveTimer wait) {
      this.adapter = adapter;
      this.wait = wait;
    }

    @Override
    public void service(Request request, Response response) throws Exception {
      wait.end();
      try {
        adapter.service(request, response);
      } finally {
        // For the rest of the body, and for the next pipelined request.
        wait.begin();
      }
    }

    @Override
    public boolean prepare(Request request, Response response) throws Exception {
      return adapter.prepare(request, response);
    }

    @Override
    public boolean asyncDispatch(Request request, Response response, SocketEvent status)
        throws Exception {
      return adapter.asyncDispatch(request, response, status);
    }

    @Override
    public void log(Request request, Response response, long time) {
      adapter.log(request, response, time);
    }

    @Override
    public void checkRecycled(Request request, Response response) {
      whenOver.run();
      adapter.checkRecycled(request, response);
    }

    @Override
    public String getDomain() {
      return adapter.getDomain();
    }
  }
}
