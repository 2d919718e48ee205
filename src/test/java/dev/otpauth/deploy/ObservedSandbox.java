package dev.otpauth.deploy;

import com.sun.net.httpserver.HttpServer;
import dev.otpauth.Ports;
import dev.otpauth.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/** The whole service with its sandbox, over real HTTP, with a listener for its events. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    webEnvironment = WebEnvironment.DEFINED_PORT,
    properties = {
      "spektif.response-timeout=2s",
      "otp.throttle.send-delays=0s,0s",
      "otp.settlement.deadline=4s",
      "otp.events.secrets=whsec_bm90IGEgc2VjcmV0LCBidXQgb2YgdGhlIHNpemU="
    })
@ActiveProfiles("sandbox")
@Import(TestDatabase.class)
@DirtiesContext
@ContextConfiguration(initializers = ObservedSandbox.Surroundings.class)
@interface ObservedSandbox {

  /** A port that is known before the start, and somebody who listens to events. */
  class Surroundings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
      try {
        TestPropertyValues.of(
                "server.port=" + Ports.free(),
                "otp.events.endpoint=http://localhost:" + listener() + "/events")
            .applyTo(context);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Says yes to everything. */
    private static int listener() throws IOException {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
          });
      server.start();
      return server.getAddress().getPort();
    }
  }
}
