package dev.otpauth.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.otpauth.runtime.CheckedAddresses;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/**
 * HTTP client for the webhook endpoint (Standard Webhooks 1.0). Follows no redirects, and reads at
 * most 4 KiB of a response.
 */
class WebhookEndpoint implements AutoCloseable {

  private static final int BODY_LIMIT = 4 * 1024;

  private final CloseableHttpClient http;
  private final URI uri;
  private final WebhookSigner signer;
  private final Duration timeout;
  private final ScheduledThreadPoolExecutor deadlines =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("events").daemon().factory());

  /**
   * Creates the client.
   *
   * @param timeout limit for the whole exchange; the HTTP client's own timeouts limit single reads
   *     only
   */
  WebhookEndpoint(CloseableHttpClient http, URI uri, WebhookSigner signer, Duration timeout) {
    this.http = http;
    this.uri = uri;
    this.signer = signer;
    this.timeout = timeout;
    deadlines.setRemoveOnCancelPolicy(true);
  }

  /** Posts an event and returns the result. */
  DeliveryResult post(Event event, Instant now) {
    var request = request(event, now);
    var deadline = deadlines.schedule(request::cancel, timeout.toMillis(), TimeUnit.MILLISECONDS);
    try {
      var response = http.executeOpen(null, request, null);
      var answer = answer(response, now);
      discard(response, request);
      return answer;
    } catch (IOException e) {
      return new DeliveryResult.Failed(why(e), null);
    } finally {
      deadline.cancel(false);
    }
  }

  private HttpPost request(Event event, Instant now) {
    var id = event.id().toString();
    var request = new HttpPost(uri);
    request.setHeader("webhook-id", id);
    request.setHeader("webhook-timestamp", Long.toString(now.getEpochSecond()));
    request.setHeader("webhook-signature", signer.sign(id, now, event.body()));
    request.setEntity(
        new ByteArrayEntity(event.body().getBytes(UTF_8), ContentType.APPLICATION_JSON));
    return request;
  }

  private static DeliveryResult answer(ClassicHttpResponse response, Instant now) {
    var status = response.getCode();
    return switch (status / 100) {
      case 2 -> new DeliveryResult.Accepted();
      case 3 ->
          new DeliveryResult.Failed("HTTP %s: redirects are not followed".formatted(status), null);
      default ->
          switch (status) {
            case 410 -> new DeliveryResult.Gone();
            case 429 -> new DeliveryResult.Throttled(RetryAfter.of(response, now));
            case 503 -> new DeliveryResult.Failed("HTTP 503", RetryAfter.of(response, now));
            default -> new DeliveryResult.Failed("HTTP %s".formatted(status), null);
          };
    };
  }

  /**
   * Reads the body, so that the connection can be reused, or closes it if the body is too long. The
   * result stands either way.
   */
  private static void discard(ClassicHttpResponse response, HttpPost request) {
    try (response) {
      if (!endsSoon(response.getEntity())) {
        request.cancel();
      }
    } catch (IOException _) {
      request.cancel();
    }
  }

  private static boolean endsSoon(@Nullable HttpEntity entity) throws IOException {
    return entity == null || entity.getContent().readNBytes(BODY_LIMIT).length < BODY_LIMIT;
  }

  private static String why(IOException failure) {
    return switch (failure) {
      case CheckedAddresses.RefusedException _ -> "the endpoint's address is private";
      case InterruptedIOException _ -> "no answer in time";
      case SSLException _ -> "no trusted TLS connection";
      default -> "no answer: " + failure.getClass().getSimpleName();
    };
  }

  @Override
  public void close() throws IOException {
    deadlines.shutdownNow();
    http.close();
  }
}
