package dev.otpauth.events;

import dev.otpauth.phone.PhoneVault;
import dev.otpauth.runtime.CheckedAddresses;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.StringUtils;
import tools.jackson.databind.json.JsonMapper;

/** Configures events and their delivery if an endpoint is set. */
@Configuration(proxyBeanMethods = false)
@Conditional(EventsConfiguration.EndpointConfigured.class)
@EnableConfigurationProperties(EventProperties.class)
class EventsConfiguration {

  /** With the pauses of {@link Backoff}, they take three days. */
  private static final int MAX_ATTEMPTS = 15;

  /**
   * Connections are replaced after this time, so that a change of the endpoint's address takes
   * effect.
   */
  private static final TimeValue CONNECTION_LIFETIME = TimeValue.ofMinutes(5);

  @Bean
  Outbox outbox(JdbcClient database, JdbcOperations connections) {
    return new Outbox(database, connections);
  }

  @Bean
  EventRecorder eventRecorder(
      Outbox outbox, PhoneVault vault, JsonMapper json, MeterRegistry meters) {
    return new EventRecorder(outbox, vault, json, meters);
  }

  @Bean
  OutboxMaintenance outboxMaintenance(Outbox outbox, MeterRegistry meters, Clock clock) {
    return new OutboxMaintenance(outbox, meters, clock);
  }

  @Bean
  WebhookEndpoint webhookEndpoint(EventProperties properties) {
    return endpoint(properties, DeliveryTimeouts.DEFAULT, SystemDefaultDnsResolver.INSTANCE);
  }

  @Bean
  WebhookDispatcher webhookDispatcher(
      Outbox outbox, WebhookEndpoint endpoint, MeterRegistry meters, Clock clock) {
    var backoff = new Backoff(MAX_ATTEMPTS, () -> ThreadLocalRandom.current().nextDouble());
    var delivery = new Delivery(outbox, endpoint, backoff, meters, clock);
    return new WebhookDispatcher(
        outbox,
        delivery,
        DeliveryTimeouts.DEFAULT.lease(),
        clock,
        Executors.newVirtualThreadPerTaskExecutor());
  }

  /** Creates the endpoint with given timeouts and a given DNS resolver. */
  static WebhookEndpoint endpoint(
      EventProperties properties, DeliveryTimeouts timeouts, DnsResolver resolver) {
    return new WebhookEndpoint(
        client(properties, timeouts, resolver),
        properties.endpoint().uri(),
        new WebhookSigner(properties.secrets()),
        timeouts.total());
  }

  /**
   * An HTTP client without redirects, retries, cookies, authentication cache or JVM proxy settings.
   */
  private static CloseableHttpClient client(
      EventProperties properties, DeliveryTimeouts timeouts, DnsResolver resolver) {
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(WebhookDispatcher.CONCURRENCY)
            .setMaxConnPerRoute(WebhookDispatcher.CONCURRENCY)
            .setDnsResolver(new CheckedAddresses(resolver, properties::mayBeAt))
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(timeout(timeouts.connect()))
                    .setSocketTimeout(timeout(timeouts.response()))
                    .setTimeToLive(CONNECTION_LIFETIME)
                    .build())
            .build();
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(timeout(timeouts.connect()))
                .setResponseTimeout(timeout(timeouts.response()))
                .build())
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableAuthCaching()
        .disableCookieManagement()
        .disableContentCompression()
        .setUserAgent("otp-auth")
        .build();
  }

  private static Timeout timeout(Duration duration) {
    return Timeout.of(duration);
  }

  /** Matches if {@code otp.events.endpoint} is set and not empty. */
  static class EndpointConfigured implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return StringUtils.hasText(context.getEnvironment().getProperty("otp.events.endpoint"));
    }
  }
}
