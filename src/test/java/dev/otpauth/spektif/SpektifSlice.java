package dev.otpauth.spektif;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The adapter alone, with Boot's own WebClient, Resilience4j, metrics and tracing. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    excludeName = {
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
      "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
      "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration",
      "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"
    })
@Import({
  SpektifConfiguration.class,
  SpektifLine.class,
  Guard.class,
  Circuit.class,
  ProviderCalls.class,
  CallRecord.class,
  AccountTrouble.class,
  SpektifHealthIndicator.class,
  SpektifOtpProvider.class
})
class SpektifSlice {

  static final Instant NOW = Instant.parse("2026-03-02T03:30:00Z");
  static final String SECRET = "s3cr3t-of-the-test";

  @Bean
  Clock clock() {
    return Clock.fixed(NOW, ZoneOffset.UTC);
  }

  /** Starts with the application's own settings, save for those given, as name=value. */
  static ConfigurableApplicationContext start(String baseUrl, String... settings) {
    var ours =
        Stream.of(
            "spektif.base-url=" + baseUrl,
            "spektif.client-id=client-of-the-test",
            "spektif.client-secret=" + SECRET,
            "spektif.from-number=628001234567,628001234568",
            "spektif.connect-timeout=1s",
            "spektif.response-timeout=1s",
            "resilience4j.retry.instances.spektif.wait-duration=5ms",
            "resilience4j.circuitbreaker.instances.spektif.minimum-number-of-calls=100000");
    return new SpringApplicationBuilder(SpektifSlice.class)
        .web(WebApplicationType.NONE)
        .run(Stream.concat(ours, Stream.of(settings)).map(it -> "--" + it).toArray(String[]::new));
  }
}
