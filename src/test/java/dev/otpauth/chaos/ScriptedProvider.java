package dev.otpauth.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Spektif's documented OTP API over raw sockets: honest in its books, and else as scripted. */
final class ScriptedProvider implements AutoCloseable {

  static final String CLIENT_ID = "chaos-client";
  static final String CLIENT_SECRET = "chaos-client-secret";

  final ProviderRecords books = new ProviderRecords();

  private final ServerSocket server;
  private final Map<Call, Queue<ProviderBehaviour>> scripts = new ConcurrentHashMap<>();
  private final Map<Call, AtomicInteger> calls = new ConcurrentHashMap<>();
  private volatile ProviderBehaviour usual = ProviderBehaviour.ordinary();

  ScriptedProvider() throws IOException {
    server = new ServerSocket(0, 4096, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String baseUrl() {
    return "http://127.0.0.1:%d/external-api".formatted(server.getLocalPort());
  }

  /** The next such call about that phone, and no other, is taken so. */
  void once(ProviderOperation operation, String phone, ProviderBehaviour behaviour) {
    scripts
        .computeIfAbsent(new Call(operation, phone), _ -> new ConcurrentLinkedQueue<>())
        .add(behaviour);
  }

  /** From now on every call without a script of its own is taken so. */
  void usually(ProviderBehaviour behaviour) {
    usual = behaviour;
  }

  /** How often it was asked, whatever it did then. */
  int calls(ProviderOperation operation, String phone) {
    return Optional.ofNullable(calls.get(new Call(operation, phone)))
        .map(AtomicInteger::get)
        .orElse(0);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        // Closed, or the client was quicker than we are.
      }
    }
  }

  private void serve(Socket socket) {
    try (var wire = new ProviderConnection(socket)) {
      while (wire.isOpen()) {
        var request = ProviderRequest.read(wire.in(), books);
        if (request == null) {
          return;
        }
        var call = new Call(request.operation(), request.phone());
        calls.computeIfAbsent(call, _ -> new AtomicInteger()).incrementAndGet();
        behaviour(call, request).play(new ProviderExchange(request, books, wire));
      }
    } catch (IOException _) {
      // The client has hung up.
    }
  }

  private ProviderBehaviour behaviour(Call call, ProviderRequest request) {
    if (!request.header("client-id").equals(CLIENT_ID)
        || !request.header("client-secret").equals(CLIENT_SECRET)) {
      return ProviderBehaviour.refusing(ProviderReply.error(401, "Unauthorized", null));
    }
    var script = scripts.get(call);
    var scripted = script == null ? null : script.poll();
    return scripted == null ? usual : scripted;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private record Call(ProviderOperation operation, String phone) {}
}
