package dev.otpauth.spektif;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.FluxSink.OverflowStrategy;

/**
 * The body of a request with a file. The calling thread reads the file in small chunks as the
 * connection accepts them, so that little of it is in memory and reading stops when the call
 * returns.
 */
final class Upload {

  /** The connection requests some hundred chunks at once. */
  private static final int CHUNK = 8 * 1024;

  private static final NettyDataBufferFactory BUFFERS =
      new NettyDataBufferFactory(ByteBufAllocator.DEFAULT);

  private final Multipart multipart = Multipart.create();
  private final FilePart file;
  private final byte[] head;
  private final byte[] tail;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stateChanged = lock.newCondition();
  private @Nullable FluxSink<DataBuffer> sink;
  private boolean begun;
  private boolean read;
  private boolean whole;
  private long bytes;

  Upload(SpektifRequest request, FilePart file) {
    this.file = file;
    this.head = (multipart.fields(request.fields()) + multipart.fileHead(file)).getBytes(UTF_8);
    this.tail = ("\r\n" + multipart.end()).getBytes(UTF_8);
  }

  String contentType() {
    return multipart.contentType();
  }

  /** The length of the whole body in bytes; empty if the file's length is unknown. */
  OptionalLong contentLength() {
    var length = file.media().length();
    return length.isPresent()
        ? OptionalLong.of(head.length + length.getAsLong() + tail.length)
        : length;
  }

  /** The body as the connection subscribes to it; {@link #write} writes it. */
  Flux<DataBuffer> body() {
    return Flux.create(this::attach, OverflowStrategy.ERROR);
  }

  /** Whether part of the file was read, so that it cannot be sent again. */
  boolean isRead() {
    return read;
  }

  /** Whether the whole body may have been written; before that, the provider cannot act on it. */
  boolean isWhole() {
    return whole;
  }

  /**
   * Writes the body until it is complete or the exchange is over.
   *
   * @param exchange completes when there is a response or a failure, even before the body is
   *     complete
   * @param timeout the maximum time in which the connection accepts no data
   * @throws TimeoutException if the connection accepts no data for longer
   * @throws SourceFailed if the file cannot be read, or is not of the declared length
   */
  void write(CompletableFuture<?> exchange, Duration timeout)
      throws SourceFailed, TimeoutException, InterruptedException {
    var _ = exchange.whenComplete((_, _) -> signal());
    while (!whole) {
      var readySink = awaitSink(exchange, timeout);
      if (readySink == null) {
        return;
      }
      var chunk = next(exchange);
      if (chunk == null) {
        return;
      }
      readySink.next(chunk);
      if (whole) {
        readySink.complete();
      }
    }
  }

  private void attach(FluxSink<DataBuffer> readySink) {
    lock.lock();
    try {
      sink = readySink;
    } finally {
      lock.unlock();
    }
    readySink.onRequest(_ -> signal());
  }

  private void signal() {
    lock.lock();
    try {
      stateChanged.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns the sink once it accepts a chunk; null if the exchange is over. */
  private @Nullable FluxSink<DataBuffer> awaitSink(CompletableFuture<?> exchange, Duration timeout)
      throws TimeoutException, InterruptedException {
    lock.lock();
    try {
      var left = timeout.toNanos();
      while (!exchange.isDone()) {
        if (sink != null && !sink.isCancelled() && sink.requestedFromDownstream() > 0) {
          return sink;
        }
        if (left <= 0) {
          throw new TimeoutException("the connection accepts no more of the upload");
        }
        left = stateChanged.awaitNanos(left);
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the next chunk; null if the file fails after the exchange was over. */
  private @Nullable DataBuffer next(CompletableFuture<?> exchange) throws SourceFailed {
    try {
      return chunk();
    } catch (IOException e) {
      if (exchange.isDone()) {
        return null;
      }
      throw new SourceFailed(e);
    }
  }

  private DataBuffer chunk() throws IOException {
    if (!begun) {
      begun = true;
      return BUFFERS.wrap(head);
    }
    read = true;
    var chunk = new byte[CHUNK];
    var count = file.media().content().read(chunk);
    checkLength(count);
    if (count < 0) {
      whole = true;
      return BUFFERS.wrap(tail);
    }
    return BUFFERS.wrap(Unpooled.wrappedBuffer(chunk, 0, count));
  }

  /** With a wrong Content-Length, the server would misread the bytes that follow. */
  private void checkLength(int count) throws IOException {
    bytes += Math.max(0, count);
    var length = file.media().length().orElse(bytes);
    if (bytes > length || (count < 0 && bytes < length)) {
      throw new IOException("the file is not of the declared length");
    }
  }

  /** The file could not be read, so the request was never completed. */
  static final class SourceFailed extends Exception {

    private SourceFailed(Exception cause) {
      super(cause);
    }
  }
}
