package dev.otpauth.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Peers that begin a request and send a byte of it now and then; who is let go comes back. */
final class SlowPeers implements AutoCloseable {

  private static final byte[] BEGINNING =
      "POST /auth/otp/request HTTP/1.1\r\nHost: otp\r\nX-Slow: ".getBytes(US_ASCII);
  private static final Duration PACE = Duration.ofMillis(500);

  private final InetSocketAddress address;
  private final List<SocketChannel> channels = new ArrayList<>();
  private final Thread trickle;
  private volatile boolean stopped;
  private final AtomicInteger comeBack = new AtomicInteger();

  SlowPeers(URI replica, int number) throws IOException {
    address = new InetSocketAddress(replica.getHost(), replica.getPort());
    for (var i = 0; i < number; i++) {
      channels.add(connected());
    }
    trickle = Thread.ofPlatform().start(this::trickle);
  }

  private SocketChannel connected() throws IOException {
    var channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.connect(address);
    return channel;
  }

  private void trickle() {
    while (!stopped) {
      channels.replaceAll(this::oneMore);
      Eventually.pass(PACE);
    }
  }

  private SocketChannel oneMore(SocketChannel channel) {
    try {
      if (channel.isConnectionPending()) {
        if (channel.finishConnect()) {
          channel.write(ByteBuffer.wrap(BEGINNING));
        }
        return channel;
      }
      if (channel.read(ByteBuffer.allocate(512)) >= 0) {
        channel.write(ByteBuffer.wrap(new byte[] {'x'}));
        return channel;
      }
    } catch (IOException _) {
      // Let go.
    }
    return again(channel);
  }

  private SocketChannel again(SocketChannel channel) {
    try {
      channel.close();
      comeBack.incrementAndGet();
      return connected();
    } catch (IOException _) {
      return channel;
    }
  }

  /** How often one was let go, and came back. */
  int comeBack() {
    return comeBack.get();
  }

  @Override
  public void close() throws IOException {
    stopped = true;
    try {
      trickle.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    for (var channel : channels) {
      channel.close();
    }
  }
}
