package dev.otpauth.problem;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tomcat's own errors, in our vocabulary. */
@Configuration(proxyBeanMethods = false)
class ContainerConfiguration {

  /** Last in the host's pipeline, so that it answers before Tomcat's own page is written. */
  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> containerProblems(
      Problems problems) {
    return tomcat ->
        tomcat.addContextCustomizers(
            context -> context.getParent().getPipeline().addValve(new ContainerProblems(problems)));
  }
}
