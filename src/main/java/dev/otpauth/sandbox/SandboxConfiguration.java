package dev.otpauth.sandbox;

import io.swagger.v3.oas.models.ExternalDocumentation;
import io.swagger.v3.oas.models.OpenAPI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Configures the sandbox. */
@Profile("sandbox")
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SandboxProperties.class)
class SandboxConfiguration implements WebMvcConfigurer {

  private static final int MAX_CODES = 10_000;
  private static final int MAX_CONTACTS = 20_000;
  private static final int MAX_MESSAGES = 2_000;
  private static final long MAX_IMAGE_BYTES = 16 * 1024 * 1024;

  /** Longer than the service waits for the provider and for the search after a lost answer. */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(45);

  /** Static, so that it runs before any other bean is created. */
  @Bean
  static BeanFactoryPostProcessor realProviderCheck(Environment environment) {
    return new RealProviderCheck(environment);
  }

  /** Static for the same reason. */
  @Bean
  static BeanFactoryPostProcessor loopbackBinding(ConfigurableEnvironment environment) {
    return new LoopbackBinding(environment);
  }

  /** Static, so that it runs before the settings are bound. */
  @Bean
  static SandboxSigningKey sandboxSigningKey(ConfigurableEnvironment environment) {
    return new SandboxSigningKey(environment);
  }

  @Bean
  SimulatedOtps simulatedOtps(Clock clock) {
    return new SimulatedOtps(clock, new SecureRandom(), MAX_CODES);
  }

  @Bean
  SimulatedContacts simulatedContacts() {
    return new SimulatedContacts(MAX_CONTACTS);
  }

  @Bean
  Conversations conversations(SimulatedContacts contacts, Clock clock) {
    return new Conversations(contacts, clock, MAX_CONTACTS, MAX_MESSAGES);
  }

  @Bean
  ImageStore images() {
    return new ImageStore(MAX_IMAGE_BYTES);
  }

  @Bean
  ResponseDelay responseDelay() {
    return new ResponseDelay();
  }

  @Bean
  ScriptedResponses scriptedAnswers(ResponseDelay delay) {
    return new ScriptedResponses(delay);
  }

  /** Adds the demo caller's credentials to the served OpenAPI document. */
  @Bean
  OpenAPI sandboxDocument() {
    return new OpenAPI()
        .externalDocs(
            new ExternalDocumentation()
                .url("/sandbox")
                .description(
                    "Sandbox: authorize as %s with the secret %s. Its page shows the codes."
                        .formatted(DemoCallerClient.ID, DemoCallerClient.SECRET)));
  }

  @Bean
  DemoCallerClient demoCaller() {
    return new DemoCallerClient(CALL_TIMEOUT);
  }

  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> sandboxValves(
      SandboxHeaderValve header) {
    return tomcat -> tomcat.addEngineValves(header, new ConnectionCloseValve());
  }

  @Bean
  SandboxStartLog sandboxStartLog(Environment environment) {
    return new SandboxStartLog(environment);
  }

  @Bean
  SandboxHeaderValve sandboxHeaderValve() {
    return new SandboxHeaderValve();
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry.addResourceHandler("/sandbox/page/**").addResourceLocations("classpath:/sandbox/");
  }

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addRedirectViewController("/", "/sandbox");
    registry.addRedirectViewController("/sandbox/", "/sandbox");
  }
}
