package dev.otpauth.chaos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;

/** One connection, and every way to answer on it. */
final class Wire implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;

  Wire(Socket socket) throws IOException {
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

  void answer(Reply reply) throws IOException {
    head(reply, "Content-Length: " + reply.bytes().length);
    write(reply.bytes());
  }

  /** The head alone: with a length that the body may not keep to, or chunked. */
  void head(Reply reply, String framing) throws IOException {
    var head =
        "HTTP/1.1 %d Scripted\r\nContent-Type: %s\r\n%s\r\n\r\n"
            .formatted(reply.status(), reply.type(), framing);
    write(head.getBytes(ISO_8859_1));
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
      Await.pass(pace);
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
