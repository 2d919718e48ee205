package dev.otpauth.crm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Base64;

/** Uploads byte by byte over a real socket: slow, truncated or malformed. */
final class RawUpload implements Closeable {

  private static final int TIMEOUT_MILLIS = 30_000;

  private final Socket socket;

  private RawUpload(Socket socket) {
    this.socket = socket;
  }

  static RawUpload to(int port) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return new RawUpload(socket);
  }

  /** The head of an upload by somebody who may, with one more header at least. */
  RawUpload begin(String... headers) throws IOException {
    return beginAs("crm:crm-secret", headers);
  }

  RawUpload beginAs(String credentials, String... headers) throws IOException {
    var basic = Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    return send(
        """
        POST /spektif/messages HTTP/1.1\r
        Host: localhost\r
        Authorization: Basic %s\r
        Content-Type: %s\r
        %s\r
        \r
        """
            .formatted(basic, Form.TYPE, String.join("\r\n", headers))
            .getBytes(UTF_8));
  }

  RawUpload send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  RawUpload chunk(byte[] bytes) throws IOException {
    send((Integer.toHexString(bytes.length) + "\r\n").getBytes(UTF_8));
    return send(bytes).send("\r\n".getBytes(UTF_8));
  }

  RawUpload lastChunk() throws IOException {
    return send("0\r\n\r\n".getBytes(UTF_8));
  }

  /** The next answer, its head and its body; interim ones too. */
  String answer() throws IOException {
    var head = until("\r\n\r\n");
    var body = new StringBuilder();
    if (head.contains("Transfer-Encoding: chunked")) {
      for (int size; (size = Integer.parseInt(until("\r\n").strip(), 16)) > 0; ) {
        body.append(new String(socket.getInputStream().readNBytes(size), UTF_8));
        until("\r\n");
      }
      until("\r\n");
    } else if (head.contains("Connection: close")) {
      body.append(new String(socket.getInputStream().readAllBytes(), UTF_8));
    }
    return head + body;
  }

  private String until(String end) throws IOException {
    var read = new StringBuilder();
    while (read.indexOf(end) < 0) {
      var next = socket.getInputStream().read();
      if (next < 0) {
        throw new IOException("closed behind: " + read);
      }
      read.append((char) next);
    }
    return read.toString();
  }

  /** Whether the service has closed the connection: cleanly, or by a reset. */
  boolean isClosed() {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException _) {
      return true;
    }
  }

  /** Hangs up. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
