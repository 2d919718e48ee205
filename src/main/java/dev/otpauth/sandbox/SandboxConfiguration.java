package dev.otpauth.sandbox;

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

/** The simulator's parts, put together. */
@Profile("sandbox")
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SandboxProperties.class)
class SandboxConfiguration implements WebMvcConfigurer {

  private static final int REMEMBERED_CODES = 10_000;
  private static final int REMEMBERED_CONTACTS = 20_000;
  private static final int REMEMBERED_MESSAGES = 2_000;
  private static final long REMEMBERED_IMAGE_BYTES = 16 * 1024 * 1024;

  /** The service's own patience with the provider, the search for a lost answer included. */
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  /** Static, so that it speaks before any other bean of the application is made. */
  @Bean
  static BeanFactoryPostProcessor realProviderCheck(Environment environment) {
    return new RealProviderCheck(environment);
  }

  /** Static likewise. */
  @Bean
  static BeanFactoryPostProcessor loopbackBinding(ConfigurableEnvironment environment) {
    return new LoopbackBinding(environment);
  }

  /** Static likewise: the settings are read after it. */
  @Bean
  static SandboxSigningKey sandboxSigningKey(ConfigurableEnvironment environment) {
    return new SandboxSigningKey(environment);
  }

  @Bean
  SimulatedOtps simulatedOtps(Clock clock) {
    return new SimulatedOtps(clock, new SecureRandom(), REMEMBERED_CODES);
  }

  @Bean
  SimulatedContacts simulatedContacts() {
    return new SimulatedContacts(REMEMBERED_CONTACTS);
  }

  @Bean
  Conversations conversations(SimulatedContacts contacts, Clock clock) {
    return new Conversations(contacts, clock, REMEMBERED_CONTACTS, REMEMBERED_MESSAGES);
  }

  @Bean
  ImageStore images() {
    return new ImageStore(REMEMBERED_IMAGE_BYTES);
  }

  @Bean
  ResponseDelay responseDelay() {
    return new ResponseDelay();
  }

  @Bean
  ScriptedResponses scriptedAnswers(ResponseDelay delay) {
    return new ScriptedResponses(delay);
  }

  @Bean
  DemoCallerClient demoCaller() {
    return new DemoCallerClient(PATIENCE);
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
