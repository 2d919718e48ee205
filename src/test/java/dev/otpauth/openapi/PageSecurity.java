package dev.otpauth.openapi;

import dev.otpauth.problem.ApiHeaders;
import java.util.HashMap;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Makes the API page public in tests; it is never in the jar. */
@ConditionalOnBooleanProperty("springdoc.swagger-ui.enabled")
@Configuration(proxyBeanMethods = false)
class PageSecurity {

  /** The page's pictures are in its style sheet, and it sets the style of single elements. */
  private static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
          + "img-src 'self' data:; connect-src 'self'; "
          + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  @Bean
  @Order(3)
  SecurityFilterChain pageChain(HttpSecurity http) {
    var headers = new HashMap<>(ApiHeaders.ALL);
    headers.put("Content-Security-Policy", CONTENT_POLICY);
    return DocumentSecurity.open(
        http, headers, "/v3/api-docs/swagger-config", "/swagger-ui.html", "/swagger-ui/**");
  }
}
