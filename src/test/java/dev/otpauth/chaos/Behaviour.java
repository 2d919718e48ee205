package dev.otpauth.chaos;

import java.io.IOException;
import java.time.Duration;

/** How the provider takes one request. */
interface Behaviour {

  void play(Exchange exchange) throws IOException;

  static Behaviour ordinary() {
    return exchange -> exchange.answer(exchange.process());
  }

  /** Does nothing, and says so. */
  static Behaviour refusing(Reply reply) {
    return exchange -> exchange.answer(reply);
  }

  /** Takes its time, then does what is asked. */
  static Behaviour slow(Duration time) {
    return exchange -> {
      Await.pass(time);
      exchange.answer(exchange.process());
    };
  }

  /** Does what is asked, and takes its time to say so. */
  static Behaviour slowToAnswer(Duration time) {
    return exchange -> {
      var reply = exchange.process();
      Await.pass(time);
      exchange.answer(reply);
    };
  }

  /** Does what is asked once the client has given up, and looked for it in vain. */
  static Behaviour late() {
    return exchange -> {
      exchange.wire().awaitHangUp();
      Await.pass(Duration.ofSeconds(1));
      exchange.process();
    };
  }
}
