package dev.otpauth.chaos;

import java.io.IOException;
import java.net.ServerSocket;

/** Ports that nobody listens on. */
final class Ports {

  private Ports() {}

  static int free() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
