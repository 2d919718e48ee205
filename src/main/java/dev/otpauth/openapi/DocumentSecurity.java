package dev.otpauth.openapi;

import dev.otpauth.problem.ApiHeaders;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Makes the OpenAPI document public if it is enabled; otherwise its paths are denied. */
@ConditionalOnBooleanProperty("springdoc.api-docs.enabled")
@Configuration(proxyBeanMethods = false)
class DocumentSecurity {

  @Bean
  @Order(2)
  SecurityFilterChain documentChain(HttpSecurity http) {
    return open(http, ApiHeaders.ALL, "/v3/api-docs", "/v3/api-docs.yaml");
  }

  /**
   * Creates a filter chain that permits GET and HEAD on these paths, with these response headers.
   */
  static SecurityFilterChain open(HttpSecurity http, Map<String, String> headers, String... paths) {
    return http.securityMatcher(gets(paths))
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .headers(
            writers -> {
              writers.defaultsDisabled();
              headers.forEach(
                  (name, value) -> writers.addHeaderWriter(new StaticHeadersWriter(name, value)));
            })
        .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .build();
  }

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
