package dev.otpauth.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * The provider, as quick as it can be: every send gets a reference of its own, every code is right.
 * One thread does it, so that little of the machine is taken from what is measured.
 */
final class ProviderStub implements AutoCloseable {

  private static final Pattern REFERENCE = Pattern.compile("otp_[0-9a-f-]{36}");

  private static final Duration QUIET = Duration.ofMillis(300);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final EventLoopGroup threads =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong checked = new AtomicLong();
  private final AtomicLong unanswered = new AtomicLong();
  private final Channel server;
  private volatile Duration delay = Duration.ZERO;
  private volatile long lastAsked = System.nanoTime();

  ProviderStub() {
    this.server =
        new ServerBootstrap()
            .group(threads)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 4096)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(), new HttpObjectAggregator(65_536), new Answers());
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
  }

  String baseUrl() {
    return "http://127.0.0.1:%d".formatted(((InetSocketAddress) server.localAddress()).getPort());
  }

  /** From now on every answer takes so long. */
  void answersAfter(Duration time) {
    this.delay = time;
  }

  /** How many codes were sent. */
  long sent() {
    return sent.get();
  }

  /** How many codes were checked, and right. */
  long checked() {
    return checked.get();
  }

  /** Waits until the callers of a load that has ended are gone: nobody asks any more. */
  void awaitQuiet() {
    var patience = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < patience
        && (unanswered.get() > 0 || System.nanoTime() - lastAsked < QUIET.toNanos())) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  @Override
  public void close() {
    server.close().syncUninterruptibly();
    threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private final class Answers extends SimpleChannelInboundHandler<FullHttpRequest> {

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      unanswered.incrementAndGet();
      lastAsked = System.nanoTime();
      var answer = ok(answer(request));
      var wait = delay.toMillis();
      if (wait == 0) {
        write(context, answer);
      } else {
        var _ =
            context
                .executor()
                .schedule((Runnable) () -> write(context, answer), wait, TimeUnit.MILLISECONDS);
      }
    }

    /** A load that ends breaks its connections off. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var _ = context.close();
    }

    private void write(ChannelHandlerContext context, FullHttpResponse answer) {
      unanswered.decrementAndGet();
      var _ = context.writeAndFlush(answer, context.voidPromise());
    }

    private String answer(FullHttpRequest request) {
      if (request.uri().endsWith("/otp/send")) {
        return """
        {"remark":"otp_sent","status":"success","message":["OTP sent successfully"],\
        "data":{"reference_id":"otp_00000000-0000-4000-8000-%012x","expires_in":3600}}\
        """
            .formatted(sent.incrementAndGet());
      }
      var reference = REFERENCE.matcher(request.content().toString(US_ASCII));
      if (request.uri().endsWith("/otp/verify") && reference.find()) {
        checked.incrementAndGet();
        return """
        {"remark":"otp_verified","status":"success","message":["OTP verified successfully."],\
        "data":{"reference_id":"%s","verified_at":"2026-03-02T10:30:00+07:00"}}\
        """
            .formatted(reference.group());
      }
      return """
      {"remark":"otp_history","status":"success","message":[],"data":[]}\
      """;
    }

    private static FullHttpResponse ok(String json) {
      var body = Unpooled.copiedBuffer(json, UTF_8);
      var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, body);
      answer
          .headers()
          .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
          .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
      return answer;
    }
  }
}
