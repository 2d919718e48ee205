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
 * The body of a request with a file. The thread that makes the call reads the file, a small chunk
 * each time that the connection takes one, so that no more of it than that is held; and nobody
 * reads it any longer once the call has returned.
 */
final class Upload {

  /** The connection asks for some hundred at once. */
  private static final int CHUNK = 8 * 1024;

  private static final NettyDataBufferFactory BUFFERS =
      new NettyDataBufferFactory(ByteBufAllocator.DEFAULT);

  private final Multipart multipart = Multipart.create();
  private final FilePart file;
  private final byte[] head;
  private final byte[] tail;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
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

  /** Of the whole body, where the file's is known. */
  OptionalLong contentLength() {
    var length = file.media().length();
    return length.isPresent()
        ? OptionalLong.of(head.length + length.getAsLong() + tail.length)
        : length;
  }

  /** What the connection subscribes to; it is written by {@link #write}. */
  Flux<DataBuffer> body() {
    return Flux.create(this::attach, OverflowStrategy.ERROR);
  }

  /** Whether anything of the file was read, so that it cannot be sent again. */
  boolean isRead() {
    return read;
  }

  /** Whether all of the body may have been written: before that, nobody can act on it. */
  boolean isWhole() {
    return whole;
  }

  /**
   * Writes the body, until it is written or the exchange is over.
   *
   * @param exchange completes where it is answered or fails, however much was written by then
   * @param patience how long the connection may take nothing
   * @throws TimeoutException where it takes nothing for longer
   * @throws SourceFailed where the file cannot be read, or is not as long as it was said to be
   */
  void write(CompletableFuture<?> exchange, Duration patience)
      throws SourceFailed, TimeoutException, InterruptedException {
    var _ = exchange.whenComplete((_, _) -> move());
    while (!whole) {
      var taker = awaitTaker(exchange, patience);
      if (taker == null) {
        return;
      }
      var chunk = next(exchange);
      if (chunk == null) {
        return;
      }
      taker.next(chunk);
      if (whole) {
        taker.complete();
      }
    }
  }

  private void attach(FluxSink<DataBuffer> taker) {
    lock.lock();
    try {
      sink = taker;
    } finally {
      lock.unlock();
    }
    taker.onRequest(_ -> move());
  }

  private void move() {
    lock.lock();
    try {
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whoever takes a chunk now; null where the exchange is over. */
  private @Nullable FluxSink<DataBuffer> awaitTaker(
      CompletableFuture<?> exchange, Duration patience)
      throws TimeoutException, InterruptedException {
    lock.lock();
    try {
      var left = patience.toNanos();
      while (!exchange.isDone()) {
        if (sink != null && !sink.isCancelled() && sink.requestedFromDownstream() > 0) {
          return sink;
        }
        if (left <= 0) {
          throw new TimeoutException("an upload is not taken");
        }
        left = moved.awaitNanos(left);
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** Null where the file fails after the exchange was over, which is what counts then. */
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

  /** Where more or less than the Content-Length is written, the next byte is read as something. */
  private void checkLength(int count) throws IOException {
    bytes += Math.max(0, count);
    var length = file.media().length().orElse(bytes);
    if (bytes > length || (count < 0 && bytes < length)) {
      throw new IOException("a file that is not as long as it was said to be");
    }
  }

  /** The file failed, so that its request is never completed. */
  static final class SourceFailed extends Exception {

    private SourceFailed(Exception cause) {
      super(cause);
    }
  }
}
