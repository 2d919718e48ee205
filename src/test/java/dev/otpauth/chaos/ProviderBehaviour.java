package dev.otpauth.chaos;

import java.io.IOException;
import java.time.Duration;

/** How the provider takes one request. */
interface ProviderBehaviour {

  void play(ProviderExchange exchange) throws IOException;

  static ProviderBehaviour ordinary() {
    return exchange -> exchange.answer(exchange.process());
  }

  /** Does nothing, and says so. */
  static ProviderBehaviour refusing(ProviderReply reply) {
    return exchange -> exchange.answer(reply);
  }

  /** Takes its time, then does what is asked. */
  static ProviderBehaviour slow(Duration time) {
    return exchange -> {
      Eventually.pass(time);
      exchange.answer(exchange.process());
    };
  }

  /** Does what is asked, and takes its time to say so. */
  static ProviderBehaviour slowToAnswer(Duration time) {
    return exchange -> {
      var reply = exchange.process();
      Eventually.pass(time);
      exchange.answer(reply);
    };
  }

  /** Does what is asked once the client has given up, and looked for it in vain. */
  static ProviderBehaviour late() {
    return exchange -> {
      exchange.wire().awaitHangUp();
      Eventually.pass(Duration.ofSeconds(1));
      exchange.process();
    };
  }
}
