package dev.otpauth.openapi;

import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The document and its page are open to all where they are served; else their paths are denied. */
@ConditionalOnBooleanProperty("springdoc.api-docs.enabled")
@Configuration(proxyBeanMethods = false)
class DocumentSecurity {

  /** The page's pictures are in its style sheet, and it sets the style of single elements. */
  private static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
          + "img-src 'self' data:; connect-src 'self'; "
          + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  @Bean
  @Order(2)
  SecurityFilterChain documentChain(HttpSecurity http) {
    return open(http, "/v3/api-docs", "/v3/api-docs.yaml");
  }

  @Bean
  @Order(3)
  @ConditionalOnBooleanProperty("springdoc.swagger-ui.enabled")
  SecurityFilterChain pageChain(HttpSecurity http) {
    return open(http, "/v3/api-docs/swagger-config", "/swagger-ui.html", "/swagger-ui/**");
  }

  private static SecurityFilterChain open(HttpSecurity http, String... paths) {
    return http.securityMatcher(gets(paths))
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                    .cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                    .addHeaderWriter(
                        new StaticHeadersWriter(HttpHeaders.CACHE_CONTROL, "no-store")))
        .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .build();
  }

  /** HEAD is a GET without its body. */
  private static RequestMatcher gets(String... paths) {
    return new OrRequestMatcher(
        Arrays.stream(paths)
            .flatMap(
                path -> Stream.of(HttpMethod.GET, HttpMethod.HEAD).map(it -> matcher(it, path)))
            .toList());
  }

  private static RequestMatcher matcher(HttpMethod method, String path) {
    return PathPatternRequestMatcher.pathPattern(method, path);
  }
}
