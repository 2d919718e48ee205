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
  private static final long REMEMBERED_PICTURE_BYTES = 16 * 1024 * 1024;

  /** The service's own patience with the provider, the search for a lost answer included. */
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  /** Static, so that it speaks before any other bean of the application is made. */
  @Bean
  static BeanFactoryPostProcessor realProviderGuard(Environment environment) {
    return new RealProviderGuard(environment);
  }

  /** Static likewise. */
  @Bean
  static BeanFactoryPostProcessor loopbackGuard(ConfigurableEnvironment environment) {
    return new LoopbackGuard(environment);
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
  Pictures pictures() {
    return new Pictures(REMEMBERED_PICTURE_BYTES);
  }

  @Bean
  Pause sandboxPause() {
    return new Pause();
  }

  @Bean
  ScriptedAnswers scriptedAnswers(Pause pause) {
    return new ScriptedAnswers(pause);
  }

  @Bean
  DemoCaller demoCaller() {
    return new DemoCaller(PATIENCE);
  }

  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> sandboxValves(Banner banner) {
    return tomcat -> tomcat.addEngineValves(banner, new ConnectionCut());
  }

  @Bean
  SandboxWelcome sandboxWelcome(Environment environment) {
    return new SandboxWelcome(environment);
  }

  @Bean
  Banner sandboxBanner() {
    return new Banner();
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
