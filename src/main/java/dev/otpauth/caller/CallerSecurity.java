package dev.otpauth.caller;

import dev.otpauth.problem.ApiHeaders;
import dev.otpauth.runtime.SettingsRule;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.header.Header;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Configures Spring Security: authentication, authorization, body limit and response headers. */
@Configuration(proxyBeanMethods = false)
class CallerSecurity implements WebMvcConfigurer {

  private static final List<Header> HEADERS =
      ApiHeaders.ALL.entrySet().stream()
          .map(header -> new Header(header.getKey(), header.getValue()))
          .toList();

  /** Static, so that it is checked before other beans are created. */
  @Bean
  static SettingsRule callersGuard(Environment environment) {
    return new CallerSettingsRule(environment);
  }

  /** Static for the same reason. */
  @Bean
  static SettingsRule issuerGuard(Environment environment) {
    return new IssuerSettingsRule(environment);
  }

  @Bean
  SecurityFilterChain callers(
      HttpSecurity http,
      AuthenticationFilterFactory authentication,
      Endpoints endpoints,
      BodyLimit bodyLimit,
      List<HeaderWriter> headerWriters) {
    return http.authorizeHttpRequests(endpoints::decide)
        .addFilterBefore(authentication.filter(), AnonymousAuthenticationFilter.class)
        .addFilterAfter(bodyLimit, AuthorizationFilter.class)
        .exceptionHandling(
            handling ->
                handling
                    .authenticationEntryPoint(authentication.unauthorized())
                    .accessDeniedHandler(authentication.forbidden()))
        .headers(
            headers -> {
              headers
                  .defaultsDisabled()
                  .httpStrictTransportSecurity(Customizer.withDefaults())
                  .addHeaderWriter(new StaticHeadersWriter(HEADERS));
              headerWriters.forEach(headers::addHeaderWriter);
            })
        // No sessions, so these filters are not needed.
        .securityContext(
            it -> it.securityContextRepository(new RequestAttributeSecurityContextRepository()))
        .sessionManagement(AbstractHttpConfigurer::disable)
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .build();
  }

  /**
   * Turns off observations of security filters: ten spans and a hundred time series. Disabling them
   * elsewhere would still wrap each filter.
   */
  @Bean
  static SecurityObservationSettings unobservedFilters() {
    return SecurityObservationSettings.noObservations();
  }

  /** Registers the resolver for {@link Caller} parameters. */
  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new CallerArgument());
  }
}
