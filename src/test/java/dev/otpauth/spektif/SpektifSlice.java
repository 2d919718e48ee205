package dev.otpauth.spektif;

import dev.otpauth.MovableClock;
import dev.otpauth.spektif.account.AuthFailureGate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/** The adapter alone, with Boot's own WebClient, Resilience4j, metrics and tracing. */
@EnableAutoConfiguration(
    excludeName = {
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
      "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
      "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration",
      "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"
    })
@ComponentScan(basePackageClasses = AuthFailureGate.class)
@Import({
  SpektifConfiguration.class,
  BlockingExchange.class,
  ProviderExchanges.class,
  Outages.class,
  ResilientExecutor.class,
  OutboundCapacity.class,
  ProviderCircuitBreaker.class,
  ProviderCalls.class,
  ResponseClassifier.class,
  RouteCheck.class,
  UnclassifiedResponses.class,
  CallRecord.class,
  GatedExecutor.class,
  HistoryProbe.class,
  SpektifHealthIndicator.class,
  SpektifOtpProvider.class,
  SpektifCrmProvider.class
})
class SpektifSlice {

  static final Instant NOW = Instant.parse("2026-03-02T03:30:00Z");
  static final String SECRET = "s3cr3t-of-the-test";

  /** For tests about a provider that does not answer; the others leave a busy machine time. */
  static final String[] HASTY = {"spektif.connect-timeout=1s", "spektif.response-timeout=1s"};

  private static final String SETTINGS =
      """
      spektif.client-id=client-of-the-test
      spektif.client-secret=%s
      spektif.from-number=628001234567,628001234568
      spektif.connect-timeout=5s
      spektif.response-timeout=10s
      spektif.probe.enabled=false
      management.endpoint.health.validate-group-membership=false
      management.otlp.metrics.export.enabled=false
      resilience4j.retry.instances.spektif.wait-duration=5ms
      resilience4j.circuitbreaker.instances.spektif.minimum-number-of-calls=100000
      """
          .formatted(SECRET);

  @Bean
  MovableClock clock() {
    var clock = new MovableClock();
    clock.advance(Duration.between(clock.instant(), NOW));
    return clock;
  }

  @Bean
  RecordedSpans recordedSpans() {
    return new RecordedSpans();
  }

  /** Starts with the application's own settings, save for those given, as name=value. */
  static ConfigurableApplicationContext start(String baseUrl, String... settings) {
    var all = new LinkedHashMap<String, String>();
    Stream.concat(Stream.of("spektif.base-url=" + baseUrl), SETTINGS.lines())
        .map(String::strip)
        .forEach(it -> put(all, it));
    Stream.of(settings).forEach(it -> put(all, it));
    return new SpringApplicationBuilder(SpektifSlice.class)
        .web(WebApplicationType.NONE)
        .run(
            all.entrySet().stream()
                .map(it -> "--%s=%s".formatted(it.getKey(), it.getValue()))
                .toArray(String[]::new));
  }

  private static void put(Map<String, String> all, String setting) {
    var at = setting.indexOf('=');
    all.put(setting.substring(0, at), setting.substring(at + 1));
  }
}
