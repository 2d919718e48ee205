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
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A provider on raw sockets that receives uploads as the test defines. */
final class UploadServer implements AutoCloseable {

  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

  final List<Received> received = new CopyOnWriteArrayList<>();

  private final ServerSocket server;
  private final Taker taker;

  /** What is done with a request whose head was read. */
  interface Taker {
    void take(Request request) throws Exception;
  }

  UploadServer(Taker taker) throws IOException {
    this.taker = taker;
    this.server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/external-api";
  }

  /** All requests there were, each of them over. */
  List<Received> await() {
    Awaitility.await()
        .until(() -> !received.isEmpty() && received.stream().allMatch(it -> it.over));
    return received;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        // Closed: the test is over.
      }
    }
  }

  private void serve(Socket socket) {
    var request = new Received();
    received.add(request);
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      request.head = head(in);
      taker.take(new Request(request, socket, in));
    } catch (Exception _) {
      // Cut by the client, as the test will see.
    } finally {
      request.over = true;
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      var next = in.read();
      if (next == -1) {
        throw new IOException("no head");
      }
      head.write(next);
    }
    return head.toString(UTF_8);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** What came of a request. */
  static final class Received {

    volatile String head = "";
    volatile boolean whole;
    volatile boolean over;
  }

  /** A request whose body is still to be read. */
  record Request(Received received, Socket socket, InputStream in) {

    /** The body to its end, chunked or not; cut where the client hung up. */
    void drain(BodyReader reader) throws IOException {
      var length = LENGTH.matcher(received.head);
      if (length.find()) {
        read(Long.parseLong(length.group(1)), reader);
      } else {
        chunks(reader);
      }
      received.whole = true;
    }

    private void chunks(BodyReader reader) throws IOException {
      for (var size = chunkSize(); size > 0; size = chunkSize()) {
        read(size, reader);
        line();
      }
      line();
    }

    private long chunkSize() throws IOException {
      return Long.parseLong(line(), 16);
    }

    private String line() throws IOException {
      var line = new StringBuilder();
      for (var next = in.read(); next != '\n'; next = in.read()) {
        if (next == -1) {
          throw new IOException("cut");
        }
        line.append((char) next);
      }
      return line.toString().strip();
    }

    private void read(long length, BodyReader reader) throws IOException {
      var buffer = new byte[16 * 1024];
      for (var left = length; left > 0; ) {
        var count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (count == -1) {
          throw new IOException("cut");
        }
        reader.take(buffer, count);
        left -= count;
      }
    }

    void answer(int status, String body) throws IOException {
      var answer =
          "HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(status, body.getBytes(UTF_8).length, body);
      socket.getOutputStream().write(answer.getBytes(UTF_8));
      socket.getOutputStream().flush();
    }

    Optional<String> header(String name) {
      return Pattern.compile("(?im)^" + name + ": *(.*?)\r?$")
          .matcher(received.head)
          .results()
          .map(it -> it.group(1))
          .findFirst();
    }
  }

  /** What is done with the bytes of a body. */
  interface BodyReader {
    void take(byte[] bytes, int count);

    BodyReader NOWHERE = (_, _) -> {};
  }
}
