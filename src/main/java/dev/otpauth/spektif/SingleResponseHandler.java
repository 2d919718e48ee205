package dev.otpauth.spektif;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;

/**
 * Lets exactly one response per connection through. Skips interim responses (RFC 9110, 15.2); fails
 * the exchange on an unsolicited response or a protocol switch; drops anything after the response
 * and closes the connection.
 */
final class SingleResponseHandler extends ChannelDuplexHandler {

  private enum Stage {
    NOT_ASKED,
    ASKED,
    INTERIM,
    ANSWERING,
    ANSWERED
  }

  private Stage stage = Stage.NOT_ASKED;

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof HttpRequest) {
      stage = Stage.ASKED;
    }
    var _ = context.write(message, promise);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    switch (stage) {
      case NOT_ASKED -> fail(context, message);
      case ASKED -> begin(context, message);
      case INTERIM -> skip(context, message);
      case ANSWERING -> pass(context, message);
      case ANSWERED -> {
        ReferenceCountUtil.release(message);
        var _ = context.close();
      }
    }
  }

  private void begin(ChannelHandlerContext context, Object message) {
    if (!(message instanceof HttpResponse head) || head.decoderResult().isFailure()) {
      pass(context, message);
      return;
    }
    if (head.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
      fail(context, message);
    } else if (head.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
      skip(context, message);
    } else {
      pass(context, message);
    }
  }

  private void skip(ChannelHandlerContext context, Object message) {
    stage = message instanceof LastHttpContent ? Stage.ASKED : Stage.INTERIM;
    ReferenceCountUtil.release(message);
    // Nothing was passed on, so nobody else requests the next read.
    context.read();
  }

  private void pass(ChannelHandlerContext context, Object message) {
    stage = message instanceof LastHttpContent ? Stage.ANSWERED : Stage.ANSWERING;
    context.fireChannelRead(message);
  }

  private void fail(ChannelHandlerContext context, Object message) {
    stage = Stage.ANSWERED;
    ReferenceCountUtil.release(message);
    context.fireExceptionCaught(new NotAsked());
    var _ = context.close();
  }

  /** The connection delivered a response without a request. */
  static final class NotAsked extends IOException {

    private NotAsked() {
      super("a response without a request");
    }
  }
}
