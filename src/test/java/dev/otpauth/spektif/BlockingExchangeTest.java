package dev.otpauth.spektif;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

@ExtendWith(OutputCaptureExtension.class)
class BlockingExchangeTest extends SpektifTest {

  @Test
  void whatFailsAfterAnExchangeWasGivenUpIsNotQuoted(CapturedOutput output) {
    HttpResult answer = new HttpResult.Answer(200, new HttpHeaders(), new byte[0]);
    var exchange =
        Mono.deferContextual(
            context -> {
              Operators.onErrorDropped(
                  new IllegalStateException("GET /status?reference_id=otp_a1b2c3d4"),
                  Context.of(context));
              return Mono.just(answer);
            });

    var reply =
        context.getBean(BlockingExchange.class).exchange(exchange, null, Duration.ofSeconds(1));

    assertThat(reply).isInstanceOf(HttpResult.Answer.class);
    assertThat(output).doesNotContain("otp_a1b2c3d4");
  }
}
