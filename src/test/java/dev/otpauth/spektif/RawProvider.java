package dev.otpauth.spektif;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** A provider on raw sockets: the test defines each response byte for byte. */
final class RawProvider implements AutoCloseable {

  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

  final AtomicInteger connections = new AtomicInteger();
  final List<String> requests = new CopyOnWriteArrayList<>();

  private final ServerSocket server;
  private final Script script;

  /** How a request is answered. */
  interface Script {
    void answer(String request, Wire wire) throws IOException;
  }

  RawProvider(Script script) throws IOException {
    this.script = script;
    server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String url() {
    return "http://127.0.0.1:%d/external-api".formatted(server.getLocalPort());
  }

  int port() {
    return server.getLocalPort();
  }

  /** An answer with its length. */
  static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(body.getBytes(UTF_8).length, body);
  }

  /** An accepted send, under that reference. */
  static String sent(String reference) {
    return ok(
        """
        {"status":"success","remark":"otp_sent","data":{"reference_id":"%s","expires_in":300}}\
        """
            .formatted(reference));
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        // Closed: the test is over.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream());
      var wire = new Wire(socket, in);
      for (var request = read(in); !request.isEmpty(); request = read(in)) {
        requests.add(request);
        script.answer(request, wire);
      }
    } catch (IOException _) {
      // The client has hung up.
    }
  }

  /** Head and body; empty where the client has hung up. */
  private static String read(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      var next = in.read();
      if (next == -1) {
        return "";
      }
      head.write(next);
    }
    var text = head.toString(ISO_8859_1);
    var length = LENGTH.matcher(text);
    var body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
    return text + new String(body, UTF_8);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** One connection. */
  record Wire(Socket socket, InputStream in) {

    /** In one segment. */
    void write(String text) throws IOException {
      write(text.getBytes(UTF_8));
    }

    void write(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    void close() throws IOException {
      socket.close();
    }
  }
}
