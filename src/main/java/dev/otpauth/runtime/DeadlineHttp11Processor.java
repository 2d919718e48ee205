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
 * Reads the requests of a connection, and knows how long it has waited for the bytes of the one at
 * hand.
 */
final class DeadlineHttp11Processor extends Http11Processor {

  private final ReceiveTimer wait;
  private final Set<DeadlineHttp11Processor> receiving;

  /**
   * Makes one that serves a connection after the other.
   *
   * @param receiving holds those that have a request at hand
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

  /** Bytes have come: of a new request, or of the head of one that is at hand. */
  @Override
  public SocketState service(SocketWrapperBase<?> socket) throws IOException {
    if (receiving.add(this)) {
      wait.begin();
    }
    return super.service(socket);
  }

  /** Whether the peer has had so long, and more for what it has sent. */
  boolean isOverdue(long nanoTime, Duration patience) {
    return wait.isOverdue(nanoTime, patience);
  }

  @Nullable SocketWrapperBase<?> connection() {
    return socketWrapper;
  }

  /** Closes the connection; false where it is closed already. */
  boolean cutOff() {
    receiving.remove(this);
    var connection = socketWrapper;
    if (connection == null || connection.isClosed()) {
      return false;
    }
    connection.close();
    return true;
  }

  /** Tells when a head is whole, when its body is read, and when its request is over. */
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
        // For what is left of the body, and for the next head where some of it is there already.
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
