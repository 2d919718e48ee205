package dev.otpauth.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;

/** The ways an answer does not arrive. */
enum ResponseFault {
  CONNECTION_RESET,
  CLOSED_WITHOUT_ANSWER,
  TRUNCATED_BODY,
  ENDLESS_BODY,
  DRIPPING_BODY,
  HTML_PAGE,
  HTTP_500,
  HTTP_502,
  HTTP_503,
  /** What the provider's platform answers whatever went wrong in it. */
  EXCEPTION,
  SILENCE;

  /** Whether the provider answers all the same, without saying what it did. */
  boolean isAnswered() {
    return this == EXCEPTION;
  }

  /** Nothing is done. */
  ProviderBehaviour beforeProcessing() {
    return exchange -> deliver(exchange.wire(), exchange.pretend());
  }

  /** It is done, and the answer lost. */
  ProviderBehaviour afterProcessing() {
    return exchange -> deliver(exchange.wire(), exchange.process());
  }

  private void deliver(ProviderConnection wire, ProviderReply reply) throws IOException {
    switch (this) {
      case CONNECTION_RESET -> wire.reset();
      case CLOSED_WITHOUT_ANSWER -> wire.close();
      case TRUNCATED_BODY -> truncated(wire, reply);
      case ENDLESS_BODY -> endless(wire, reply);
      case DRIPPING_BODY -> dripping(wire, reply);
      case HTML_PAGE -> wire.answer(ProviderReply.html(200));
      case HTTP_500 -> wire.answer(ProviderReply.html(500));
      case HTTP_502 -> wire.answer(ProviderReply.html(502));
      case HTTP_503 -> wire.answer(ProviderReply.error(503, "service_unavailable", null));
      case EXCEPTION -> wire.answer(ProviderReply.error(200, "exception", null));
      case SILENCE -> wire.awaitHangUp();
    }
  }

  private static void truncated(ProviderConnection wire, ProviderReply reply) throws IOException {
    wire.head(reply, "Content-Length: " + reply.bytes().length);
    wire.write(reply.firstHalf());
    wire.close();
  }

  private static void endless(ProviderConnection wire, ProviderReply reply) throws IOException {
    wire.head(reply, "Transfer-Encoding: chunked");
    wire.chunk(reply.firstHalf());
    while (wire.isOpen()) {
      wire.chunk(" ".repeat(8192).getBytes(UTF_8));
    }
  }

  private static void dripping(ProviderConnection wire, ProviderReply reply) throws IOException {
    wire.head(reply, "Content-Length: " + reply.bytes().length);
    wire.drip(reply.bytes(), Duration.ofMillis(300));
  }
}
