package dev.otpauth.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A scripted webhook receiver; accepts events by default. */
final class WebhookReceiver implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 60;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<Reaction> script = new LinkedBlockingQueue<>();
  private final BlockingQueue<Received> arrivals = new LinkedBlockingQueue<>();
  private final List<Received> received = new ArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final CountDownLatch cut = new CountDownLatch(1);

  WebhookReceiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::receive);
    server.start();
  }

  String url() {
    return "http://localhost:%s/events".formatted(server.getAddress().getPort());
  }

  /** Answers the next event with a status. */
  void answers(int status) {
    script.add(exchange -> exchange.sendResponseHeaders(status, -1));
  }

  /** Answers the next event with a status and a header. */
  void answers(int status, String header, String value) {
    script.add(
        exchange -> {
          exchange.getResponseHeaders().set(header, value);
          exchange.sendResponseHeaders(status, -1);
        });
  }

  /** Does not answer the next event. */
  void answersNever() {
    script.add(_ -> waitFor(end));
  }

  /** Accepts the next event with an endless body. */
  void talksForEver() {
    script.add(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try {
            while (end.getCount() > 0) {
              exchange.getResponseBody().write(new byte[1024]);
            }
          } catch (IOException e) {
            cut.countDown();
            throw e;
          }
        });
  }

  /** Accepts the next event with a body that stalls. */
  void fallsSilentWithinTheBody() {
    script.add(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('.');
          exchange.getResponseBody().flush();
          waitFor(end);
        });
  }

  /** Waits until the client has closed the connection of an endless body. */
  boolean isCut() {
    return waitFor(cut);
  }

  /** Waits for the next event that was not returned before. */
  Received next() {
    try {
      var arrived = arrivals.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (arrived == null) {
        throw new AssertionError("no event arrived");
      }
      return arrived;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All received events. */
  synchronized List<Received> received() {
    return List.copyOf(received);
  }

  private void receive(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    var event =
        new Received(
            exchange.getRequestMethod(),
            String.valueOf(headers.getFirst("content-type")),
            String.valueOf(headers.getFirst("webhook-id")),
            String.valueOf(headers.getFirst("webhook-timestamp")),
            String.valueOf(headers.getFirst("webhook-signature")),
            new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    synchronized (this) {
      received.add(event);
    }
    arrivals.add(event);
    var reaction = script.poll();
    try (exchange) {
      if (reaction == null) {
        exchange.sendResponseHeaders(204, -1);
      } else {
        reaction.to(exchange);
      }
    }
  }

  private static boolean waitFor(CountDownLatch latch) {
    try {
      return latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.close();
  }

  /** The response to an event. */
  private interface Reaction {
    void to(HttpExchange exchange) throws IOException;
  }

  /** One received event. */
  record Received(
      String method,
      String contentType,
      String id,
      String timestamp,
      String signature,
      String body) {

    /** Verifies the signature independently of the service's code. */
    boolean isSignedWith(String secret) throws GeneralSecurityException {
      var key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      var digest = mac.doFinal((id + "." + timestamp + "." + body).getBytes(UTF_8));
      var expected = "v1," + Base64.getEncoder().encodeToString(digest);
      return List.of(signature.split(" ")).contains(expected);
    }
  }
}
