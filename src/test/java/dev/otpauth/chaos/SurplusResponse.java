package dev.otpauth.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** What a server sends beyond the one answer it was asked for: a stranger's answer. */
enum SurplusResponse {
  INTERIM_ANSWERS {
    @Override
    void deliver(ProviderConnection wire, ProviderReply reply, ProviderReply stranger)
        throws IOException {
      wire.write("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n".getBytes(UTF_8));
      wire.answer(reply);
    }
  },
  TWICE_AT_ONCE {
    @Override
    void deliver(ProviderConnection wire, ProviderReply reply, ProviderReply stranger)
        throws IOException {
      wire.write((wire.whole(reply) + wire.whole(stranger)).getBytes(UTF_8));
    }
  },
  TWICE_LATE {
    @Override
    void deliver(ProviderConnection wire, ProviderReply reply, ProviderReply stranger)
        throws IOException {
      wire.answer(reply);
      Eventually.pass(Duration.ofMillis(40));
      wire.answer(stranger);
    }
  },
  BYTES_BEYOND {
    @Override
    void deliver(ProviderConnection wire, ProviderReply reply, ProviderReply stranger)
        throws IOException {
      var whole = wire.whole(stranger);
      wire.write((wire.whole(reply) + whole.substring(0, whole.length() / 2)).getBytes(UTF_8));
      Eventually.pass(Duration.ofMillis(40));
      wire.write(whole.substring(whole.length() / 2).getBytes(UTF_8));
    }
  };

  /** Does what is asked, answers it, and says what is no answer to it. */
  ProviderBehaviour behaviour() {
    return exchange ->
        deliver(exchange.wire(), exchange.process(), stranger(exchange.request().operation()));
  }

  abstract void deliver(ProviderConnection wire, ProviderReply reply, ProviderReply stranger)
      throws IOException;

  /** Success for somebody else, with nothing in it that a verify could be told apart by. */
  private static ProviderReply stranger(ProviderOperation operation) {
    return switch (operation) {
      case SEND -> ProviderReply.success("otp_sent", another());
      case RESEND -> ProviderReply.success("otp_resent", another());
      case VERIFY -> ProviderReply.success("otp_verified", Map.of());
      case STATUS, HISTORY -> ProviderReply.error(404, "not_found", null);
    };
  }

  private static Map<String, Object> another() {
    return Map.of("reference_id", "otp_stranger_" + UUID.randomUUID(), "expires_in", 300);
  }
}
