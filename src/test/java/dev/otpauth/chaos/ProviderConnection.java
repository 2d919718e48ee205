package dev.otpauth.chaos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;

/** One connection, and every way to answer on it. */
final class ProviderConnection implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;

  ProviderConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    socket.setTcpNoDelay(true);
  }

  InputStream in() {
    return in;
  }

  boolean isOpen() {
    return !socket.isClosed();
  }

  void answer(ProviderReply reply) throws IOException {
    head(reply, "Content-Length: " + reply.bytes().length);
    write(reply.bytes());
  }

  /** An answer as it goes over the wire, to be sent with more of them. */
  String whole(ProviderReply reply) {
    return head(reply.status(), reply.type(), "Content-Length: " + reply.bytes().length)
        + reply.body();
  }

  /** The head alone: with a length that the body may not keep to, or chunked. */
  void head(ProviderReply reply, String framing) throws IOException {
    write(head(reply.status(), reply.type(), framing).getBytes(ISO_8859_1));
  }

  private static String head(int status, String type, String framing) {
    return "HTTP/1.1 %d Scripted\r\nContent-Type: %s\r\n%s\r\n\r\n"
        .formatted(status, type, framing);
  }

  void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  void chunk(byte[] bytes) throws IOException {
    write((Integer.toHexString(bytes.length) + "\r\n").getBytes(ISO_8859_1));
    write(bytes);
    write("\r\n".getBytes(ISO_8859_1));
  }

  /** One byte at a time, until the client has had enough. */
  void drip(byte[] bytes, Duration pace) throws IOException {
    for (var one : bytes) {
      write(new byte[] {one});
      Eventually.pass(pace);
    }
  }

  /** Says nothing until the client gives up, or its process is gone. */
  void awaitHangUp() {
    try {
      while (in.read() != -1) {
        // What else it may say is not listened to.
      }
    } catch (IOException _) {
      // Reset: gone as well.
    }
  }

  /** Ends the connection with a RST. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
