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

/** What a request passes before it comes to a controller, and who it is of then. */
@Configuration(proxyBeanMethods = false)
class CallerSecurity implements WebMvcConfigurer {

  private static final List<Header> HEADERS =
      ApiHeaders.ALL.entrySet().stream()
          .map(header -> new Header(header.getKey(), header.getValue()))
          .toList();

  /** Static, so that it speaks before any other bean of the application is made. */
  @Bean
  static SettingsRule callersGuard(Environment environment) {
    return new CallersGuard(environment);
  }

  /** Static likewise. */
  @Bean
  static SettingsRule issuerGuard(Environment environment) {
    return new IssuerGuard(environment);
  }

  @Bean
  SecurityFilterChain callers(
      HttpSecurity http,
      AuthenticationFilterFactory entrance,
      Endpoints endpoints,
      BodyLimit bodyLimit,
      List<HeaderWriter> headerWriters) {
    return http.authorizeHttpRequests(endpoints::decide)
        .addFilterBefore(entrance.filter(), AnonymousAuthenticationFilter.class)
        .addFilterAfter(bodyLimit, AuthorizationFilter.class)
        .exceptionHandling(
            handling ->
                handling
                    .authenticationEntryPoint(entrance.unauthorized())
                    .accessDeniedHandler(entrance.forbidden()))
        .headers(
            headers -> {
              headers
                  .defaultsDisabled()
                  .httpStrictTransportSecurity(Customizer.withDefaults())
                  .addHeaderWriter(new StaticHeadersWriter(HEADERS));
              headerWriters.forEach(headers::addHeaderWriter);
            })
        // Without sessions there is nothing to manage; two filters less below each request.
        .securityContext(
            it -> it.securityContextRepository(new RequestAttributeSecurityContextRepository()))
        .sessionManagement(AbstractHttpConfigurer::disable)
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .build();
  }

  /**
   * Ten spans and a hundred series about the filters that every request passes; where they are only
   * disabled, each filter still is wrapped.
   */
  @Bean
  static SecurityObservationSettings unobservedFilters() {
    return SecurityObservationSettings.noObservations();
  }

  /** Controllers receive the {@link Caller}, whatever it authenticated with. */
  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new CallerArgument());
  }
}
