package dev.otpauth.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResponseDelayTest {

  private final ResponseDelay delay = new ResponseDelay();

  @Test
  void shutdownLetsAHeldRequestGo() throws InterruptedException {
    var held = Thread.ofVirtual().start(() -> delay.await(Duration.ofMinutes(10)));
    delay.release();
    assertThat(held.join(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void holdEndsWhenTheTimeIsOver() throws InterruptedException {
    var held = Thread.ofVirtual().start(() -> delay.await(Duration.ofMillis(1)));
    assertThat(held.join(Duration.ofSeconds(10))).isTrue();
  }
}
