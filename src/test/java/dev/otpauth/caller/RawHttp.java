package dev.otpauth.caller;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Base64;

/** Sends HTTP byte by byte, as no client would. */
final class RawHttp {

  private static final int PATIENCE_MILLIS = 20_000;

  private RawHttp() {}

  static String get(String path, String header) {
    return "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n\r\n"
        .formatted(path, header);
  }

  static String post(String path, String header, String typedBody) {
    return "POST %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n%s".formatted(path, header, typedBody);
  }

  static String post(String path, String header, String framing, String body) {
    var type = framing.contains("Content-Type") ? "" : "Content-Type: application/json\r\n";
    return post(path, header, type + framing + "\r\n\r\n" + body);
  }

  static String json(String body) {
    return "Connection: close\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n%s"
        .formatted(body.getBytes(UTF_8).length, body);
  }

  static String basic(String credentials) {
    return "Authorization: Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
  }

  /** Everything the service says until it closes the connection, which it has to. */
  static String exchange(int port, String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
