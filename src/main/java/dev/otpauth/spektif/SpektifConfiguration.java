package dev.otpauth.spektif;

import dev.otpauth.spektif.account.ProbeProperties;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.common.circuitbreaker.configuration.CircuitBreakerConfigCustomizer;
import io.github.resilience4j.common.retry.configuration.RetryConfigCustomizer;
import io.github.resilience4j.core.exception.AcquirePermissionCancelledException;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

/** Configures the HTTP client and the resilience of the provider's adapter. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SpektifProperties.class)
class SpektifConfiguration {

  @Bean
  SpektifClient spektifClient(WebClient.Builder builder, SpektifProperties properties) {
    var web =
        builder
            .clientConnector(new ReactorClientHttpConnector(SpektifHttp.client(properties)))
            .baseUrl(properties.baseUrl())
            .defaultHeader("client-id", properties.clientId())
            .defaultHeader("client-secret", properties.clientSecret())
            .defaultHeader(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE)
            // The client can read compressed responses too.
            .defaultHeader(HttpHeaders.ACCEPT_ENCODING, "identity")
            .observationConvention(new TemplateOnlyConvention())
            .filter(new ExchangeFilter())
            .build();
    return new SpektifClient(web, properties.requestEncoding());
  }

  @Bean
  FaultTable faultTable(SpektifProperties properties) {
    return new FaultTable(properties.configuredRemarks());
  }

  @Bean
  ProbeProperties probing(SpektifProperties properties) {
    return properties.probe();
  }

  @Bean
  @SuppressWarnings("unchecked") // the customizer hands out a raw builder
  RetryConfigCustomizer spektifRetry() {
    return RetryConfigCustomizer.of(
        ResilientExecutor.INSTANCE,
        it ->
            it.retryOnResult(
                result -> result instanceof ResilientExecutor.Attempt a && a.repeatable()));
  }

  @Bean
  CircuitBreakerConfigCustomizer spektifCircuitBreaker() {
    return CircuitBreakerConfigCustomizer.of(
        ResilientExecutor.INSTANCE,
        it ->
            it.recordResult(result -> result instanceof ClassifiedResponse v && v.isOutage())
                .ignoreExceptions(
                    CallNotPermittedException.class,
                    RequestNotPermitted.class,
                    BulkheadFullException.class,
                    AcquirePermissionCancelledException.class));
  }
}
