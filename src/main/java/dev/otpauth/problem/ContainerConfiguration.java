package dev.otpauth.problem;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers {@link ContainerProblems} with Tomcat. */
@Configuration(proxyBeanMethods = false)
class ContainerConfiguration {

  /** Added last to the host's pipeline, so that it reports before Tomcat's own valve. */
  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> containerProblems(
      Problems problems) {
    return tomcat ->
        tomcat.addContextCustomizers(
            context -> context.getParent().getPipeline().addValve(new ContainerProblems(problems)));
  }
}
