package dev.otpauth.caller;

import static dev.otpauth.caller.RawHttp.json;
import static dev.otpauth.caller.RawHttp.post;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otpauth.ScriptedProvider;
import dev.otpauth.ScriptedProvider.Call;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;

/** A replica that is shutting down closes connections with its responses. */
class DrainingTest extends RealContainer {

  @Autowired ApplicationContext context;
  @Autowired ScriptedProvider provider;

  @Test
  void answersWhileDrainingCloseTheirConnection() throws Exception {
    provider.meanwhile(Call.SEND, () -> become(ReadinessState.REFUSING_TRAFFIC));
    var request =
        post("/auth/otp/request", LOGIN, json("{\"mobile\":\"081234567811\"}"))
            .replace("Connection: close\r\n", "");
    try {
      assertThat(untilClosed(request)).startsWith("HTTP/1.1 202").contains("Connection: close\r\n");
      assertThat(untilClosed("GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n"))
          .startsWith("HTTP/1.1 401")
          .contains("Connection: close\r\n");
    } finally {
      become(ReadinessState.ACCEPTING_TRAFFIC);
    }
    try (var kept = new Socket(InetAddress.getLoopbackAddress(), port)) {
      var two = "GET /actuator/health/liveness HTTP/1.1\r\nHost: x\r\n\r\n".repeat(2);
      kept.getOutputStream().write(two.getBytes(ISO_8859_1));
      var answer = new StringBuilder();
      await()
          .until(
              () -> {
                var in = kept.getInputStream();
                answer.append(new String(in.readNBytes(in.available()), UTF_8));
                return answer.toString().split("HTTP/1.1 200", -1).length == 3;
              });
      assertThat(answer).doesNotContain("Connection: close");
    }
  }

  private String untilClosed(String request) throws Exception {
    return exchange(request);
  }

  private void become(ReadinessState state) {
    AvailabilityChangeEvent.publish(context, state);
  }
}
