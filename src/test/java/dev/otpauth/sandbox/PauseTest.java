package dev.otpauth.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PauseTest {

  private final Pause pause = new Pause();

  @Test
  void shutdownLetsAHeldRequestGo() throws InterruptedException {
    var held = Thread.ofVirtual().start(() -> pause.hold(Duration.ofMinutes(10)));
    pause.release();
    assertThat(held.join(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void holdEndsWhenTheTimeIsOver() throws InterruptedException {
    var held = Thread.ofVirtual().start(() -> pause.hold(Duration.ofMillis(1)));
    assertThat(held.join(Duration.ofSeconds(10))).isTrue();
  }
}
