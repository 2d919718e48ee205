package dev.otpauth.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.otpauth.OtpAuthApplication;
import dev.otpauth.ServiceTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** A second replica: an application context of its own on the same database. */
record Replica(ConfigurableApplicationContext context) implements AutoCloseable {

  static Replica beside(JdbcConnectionDetails database) {
    Map<String, Object> settings = new HashMap<>(SigningTest.Keys.SETTINGS);
    settings.put("server.port", 0);
    settings.put("spring.datasource.url", database.getJdbcUrl());
    settings.put("spring.datasource.username", database.getUsername());
    settings.put("spring.datasource.password", database.getPassword());
    return new Replica(
        new SpringApplicationBuilder(OtpAuthApplication.class, ServiceTest.Fakes.class)
            .web(WebApplicationType.SERVLET)
            .profiles("test")
            .initializers(
                it ->
                    it.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("replica", settings)))
            .run());
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** As the caller login, over HTTP. */
  HttpResponse<byte[]> confirm(String key, String body) throws IOException, InterruptedException {
    var port = context.getEnvironment().getRequiredProperty("local.server.port");
    var basic = Base64.getEncoder().encodeToString("login:login-secret".getBytes(UTF_8));
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:%s/auth/otp/confirm".formatted(port)))
              .header("Authorization", "Basic " + basic)
              .header("Content-Type", "application/json")
              .header("Idempotency-Key", key)
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
