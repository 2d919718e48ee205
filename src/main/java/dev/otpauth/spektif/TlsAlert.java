package dev.otpauth.spektif;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;

/** Detects the alert that a TLS server sends in response to plain HTTP. */
final class TlsAlert extends ChannelInboundHandlerAdapter {

  private static final int ALERT = 0x15;
  private static final int MAJOR_VERSION = 3;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    context.pipeline().remove(this);
    if (message instanceof ByteBuf bytes && isAlert(bytes)) {
      bytes.release();
      context.fireExceptionCaught(new TlsExpected());
      var _ = context.close();
      return;
    }
    context.fireChannelRead(message);
  }

  private static boolean isAlert(ByteBuf bytes) {
    var at = bytes.readerIndex();
    return bytes.readableBytes() > 1
        && bytes.getUnsignedByte(at) == ALERT
        && bytes.getUnsignedByte(at + 1) == MAJOR_VERSION;
  }

  /** The server expects TLS, but {@code spektif.base-url} says http. */
  static final class TlsExpected extends IOException {

    private TlsExpected() {
      super("the server expects TLS");
    }
  }
}
