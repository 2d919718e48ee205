package dev.otpauth.spektif;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;

/** Knows by its first bytes the alert with which a TLS server answers to plain HTTP. */
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

  /** The server speaks TLS, and we do not. */
  static final class TlsExpected extends IOException {

    private TlsExpected() {
      super("TLS is spoken here");
    }
  }
}
