package dev.otpauth.spektif;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.ResponseEntity;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

@ExtendWith(OutputCaptureExtension.class)
class SpektifLineTest extends SpektifTest {

  @Test
  void whatFailsAfterAnExchangeWasGivenUpIsNotQuoted(CapturedOutput output) {
    var exchange =
        Mono.deferContextual(
            context -> {
              Operators.onErrorDropped(
                  new IllegalStateException("GET /status?reference_id=otp_a1b2c3d4"),
                  Context.of(context));
              return Mono.just(ResponseEntity.ok(new byte[0]));
            });

    var reply = context.getBean(SpektifLine.class).exchange(exchange, Duration.ofSeconds(1));

    assertThat(reply).isInstanceOf(Reply.Answer.class);
    assertThat(output).doesNotContain("otp_a1b2c3d4");
  }
}
