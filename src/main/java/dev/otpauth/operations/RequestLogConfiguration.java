package dev.otpauth.operations;

import io.micrometer.tracing.Tracer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Adds the {@link RequestLog} to Tomcat. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ObservationProperties.class)
class RequestLogConfiguration {

  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> requestLog(
      Routes routes, Tracer tracer) {
    return tomcat -> tomcat.addEngineValves(new RequestLog(routes, tracer));
  }
}
