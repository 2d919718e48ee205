package dev.otpauth.events;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.otpauth.RebindingResolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.impl.InMemoryDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP requests of webhooks, and the results for their responses. */
@Tag("wire")
class WebhookEndpointTest {

  private static final Instant NOW = Instant.parse("2026-03-02T03:25:00Z");
  private static final DeliveryTimeouts SHORT =
      new DeliveryTimeouts(DeliveryTimeouts.DEFAULT.connect(), Duration.ofMillis(300));
  private static final Event EVENT =
      new Event(
          UUID.fromString("f81d4fae-7dec-41d0-a765-00a0c91e6bf6"),
          "otp.verification.sent",
          "{\"type\":\"otp.verification.sent\",\"data\":{\"mobile\":\"+62********890\"}}",
          1);

  private static final DeliveryResult PRIVATE =
      new DeliveryResult.Failed("the endpoint's address is private", null);

  /**
   * A public address by its form that was given back and belongs to nobody (3ffe::/16, RFC 3701).
   */
  private static final InetAddress NOBODY = InetAddress.ofLiteral("3ffe::1");

  private static final InetAddress METADATA = InetAddress.ofLiteral("169.254.169.254");

  private final WebhookReceiver receiver = new WebhookReceiver();

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void anEventIsPostedAsItIsSigned() throws Exception {
    var settings = Settings.of(receiver.url(), Settings.NEXT_SECRET, Settings.SECRET);

    assertThat(post(settings)).isInstanceOf(DeliveryResult.Accepted.class);
    var received = receiver.next();
    assertThat(received.method()).isEqualTo("POST");
    assertThat(received.contentType()).startsWith("application/json");
    assertThat(received.id()).isEqualTo(EVENT.id().toString());
    assertThat(received.timestamp()).isEqualTo(Long.toString(NOW.getEpochSecond()));
    assertThat(received.body()).isEqualTo(EVENT.body());
    assertThat(received.isSignedWith(Settings.SECRET)).isTrue();
    assertThat(received.isSignedWith(Settings.NEXT_SECRET)).isTrue();
    assertThat(received.isSignedWith("whsec_" + "A".repeat(32))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 299})
  void anySuccessIsAccepted(int status) {
    receiver.answers(status);

    assertThat(post()).isInstanceOf(DeliveryResult.Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 500, 502, 504})
  void anythingElseIsAFailure(int status) {
    receiver.answers(status);

    assertThat(post()).isEqualTo(new DeliveryResult.Failed("HTTP " + status, null));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectIsNotFollowed(int status) {
    try (var inside = new WebhookReceiver()) {
      receiver.answers(status, "Location", inside.url());

      assertThat(post())
          .isEqualTo(
              new DeliveryResult.Failed(
                  "HTTP %s: redirects are not followed".formatted(status), null));
      assertThat(inside.received()).isEmpty();
      assertThat(receiver.received()).hasSize(1);
    }
  }

  @Test
  void goneIsGone() {
    receiver.answers(410);

    assertThat(post()).isInstanceOf(DeliveryResult.Gone.class);
  }

  @ParameterizedTest
  @CsvSource({
    "7,                              PT7S",
    "0,                              PT0S",
    "999999999,                      PT24H",
    "'Mon, 02 Mar 2026 03:27:00 GMT', PT2M",
    "'Mon, 02 Mar 2026 03:00:00 GMT',",
    "-5,",
    "soon,"
  })
  void theWaitThatIsAskedForIsRead(String written, Duration wait) {
    receiver.answers(429, "Retry-After", written);
    receiver.answers(503, "Retry-After", written);

    assertThat(post()).isEqualTo(new DeliveryResult.Throttled(wait));
    assertThat(post()).isEqualTo(new DeliveryResult.Failed("HTTP 503", wait));
  }

  @Test
  void aThrottleMayAskForNoWait() {
    receiver.answers(429);

    assertThat(post()).isEqualTo(new DeliveryResult.Throttled(null));
  }

  @Test
  void noAnswerInTimeIsAFailure() {
    receiver.answersNever();

    assertThat(post(Settings.of(receiver.url()), SHORT))
        .isEqualTo(new DeliveryResult.Failed("no answer in time", null));
  }

  @Test
  void anEndlessBodyIsCutAndTheAnswerStands() {
    receiver.talksForEver();

    assertThat(post()).isInstanceOf(DeliveryResult.Accepted.class);
    assertThat(receiver.isCut()).isTrue();
  }

  @Test
  void aBodyThatFallsSilentIsCutAndTheAnswerStands() {
    receiver.fallsSilentWithinTheBody();

    assertThat(post(Settings.of(receiver.url()), SHORT))
        .isInstanceOf(DeliveryResult.Accepted.class);
  }

  @Test
  void aRefusedConnectionIsAFailure() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    assertThat(post(Settings.of("http://localhost:" + port)))
        .isEqualTo(new DeliveryResult.Failed("no answer: HttpHostConnectException", null));
  }

  @Test
  void aCertificateThatNobodyVouchesForIsAFailure() {
    var server = new WireMockServer(options().dynamicPort().dynamicHttpsPort());
    server.start();
    try {
      assertThat(post(Settings.of("https://localhost:" + server.httpsPort())))
          .isEqualTo(new DeliveryResult.Failed("no trusted TLS connection", null));
      assertThat(server.getAllServeEvents()).isEmpty();
    } finally {
      server.stop();
    }
  }

  @Test
  void aNameThatLeadsInsideIsNotConnectedTo() throws IOException {
    var names = new InMemoryDnsResolver();
    names.add("events.example.com", InetAddress.getLoopbackAddress());
    var port = receiver.url().replaceAll("[^0-9]", "");
    var settings = Settings.of("https://events.example.com:" + port);
    try (var endpoint = EventsConfiguration.endpoint(settings, DeliveryTimeouts.DEFAULT, names)) {
      assertThat(endpoint.post(EVENT, NOW)).isEqualTo(PRIVATE);
    }
    assertThat(receiver.received()).isEmpty();
  }

  @Test
  void aNameThatLeadsInsideOnASecondLookIsNotConnectedTo() throws IOException {
    var name = RebindingResolver.to(NOBODY, InetAddress.getLoopbackAddress());
    try (var inside = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var settings = Settings.of("https://events.example.com:" + inside.getLocalPort());
      try (var endpoint = EventsConfiguration.endpoint(settings, DeliveryTimeouts.DEFAULT, name)) {
        assertThat(endpoint.post(EVENT, NOW)).isInstanceOf(DeliveryResult.Failed.class);
        assertThat(name.left()).containsExactly(InetAddress.getLoopbackAddress());
        assertThat(endpoint.post(EVENT, NOW)).isEqualTo(PRIVATE);
      }
      inside.setSoTimeout(1);
      assertThatThrownBy(inside::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void anEndpointOfThisMachineIsConnectedToWhereItWasChecked() throws IOException {
    receiver.answers(200, "Connection", "close");
    var name = RebindingResolver.to(InetAddress.getLoopbackAddress(), METADATA);
    try (var endpoint =
        EventsConfiguration.endpoint(Settings.of(receiver.url()), DeliveryTimeouts.DEFAULT, name)) {
      assertThat(endpoint.post(EVENT, NOW)).isInstanceOf(DeliveryResult.Accepted.class);
      assertThat(name.left()).containsExactly(METADATA);
      assertThat(endpoint.post(EVENT, NOW)).isEqualTo(PRIVATE);
    }
    assertThat(receiver.received()).hasSize(1);
  }

  private DeliveryResult post() {
    return post(Settings.of(receiver.url()));
  }

  private static DeliveryResult post(EventProperties settings) {
    return post(settings, DeliveryTimeouts.DEFAULT);
  }

  private static DeliveryResult post(EventProperties settings, DeliveryTimeouts timeouts) {
    try (var endpoint =
        EventsConfiguration.endpoint(settings, timeouts, SystemDefaultDnsResolver.INSTANCE)) {
      return endpoint.post(EVENT, NOW);
    } catch (IOException e) {
      throw new AssertionError("it cannot be closed", e);
    }
  }
}
