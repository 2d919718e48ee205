package dev.otpauth.caller;

import dev.otpauth.problem.ApiHeaders;
import dev.otpauth.problem.Problem;
import dev.otpauth.problem.ProblemType;
import dev.otpauth.problem.Problems;
import dev.otpauth.runtime.SettingsRule;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagers;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.Header;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Every endpoint with the authority it needs; what is not named here is denied, and told to whoever
 * is somebody where it is not there at all.
 */
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
      Entrance entrance,
      Problems problems,
      NothingThere nothingThere,
      Draining draining,
      Clock clock) {
    return http.authorizeHttpRequests(
            endpoints ->
                endpoints
                    .dispatcherTypeMatchers(DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers(
                        reads(
                            "/actuator/health/liveness",
                            "/actuator/health/readiness",
                            "/.well-known/jwks.json"))
                    .permitAll()
                    .requestMatchers(reads("/actuator/health", "/actuator/prometheus"))
                    .hasAuthority(Caller.READ)
                    .requestMatchers(
                        HttpMethod.POST,
                        "/auth/otp/request",
                        "/auth/otp/confirm",
                        "/auth/otp/resend",
                        "/auth/otp/introspect")
                    .hasAuthority(Caller.VERIFY)
                    .requestMatchers(HttpMethod.POST, "/auth/otp/history")
                    .hasAuthority(Caller.READ)
                    .requestMatchers(HttpMethod.POST, "/auth/otp/erase")
                    .hasAuthority(Caller.ERASE)
                    .requestMatchers(reads("/auth/otp/{request_id}"))
                    .access(
                        AuthorizationManagers.anyOf(
                            AuthorityAuthorizationManager.hasAnyAuthority(
                                Caller.VERIFY, Caller.READ),
                            nothingThere))
                    .requestMatchers(HttpMethod.TRACE)
                    .denyAll()
                    .requestMatchers(HttpMethod.OPTIONS)
                    .authenticated()
                    .anyRequest()
                    .access(nothingThere))
        .addFilterBefore(entrance.filter(), AnonymousAuthenticationFilter.class)
        .addFilterAfter(new BodyLimit(problems, clock), AuthorizationFilter.class)
        .exceptionHandling(
            handling ->
                handling
                    .authenticationEntryPoint(entrance.unauthorized())
                    .accessDeniedHandler(forbidden(problems)))
        .headers(
            headers ->
                headers
                    .defaultsDisabled()
                    .httpStrictTransportSecurity(Customizer.withDefaults())
                    .addHeaderWriter(new StaticHeadersWriter(HEADERS))
                    .addHeaderWriter(draining))
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

  /** By GET, or by HEAD, which is one without its body (RFC 9110). */
  private static RequestMatcher reads(String... paths) {
    return new OrRequestMatcher(
        Stream.of(paths)
            .flatMap(
                path ->
                    Stream.<RequestMatcher>of(
                        PathPatternRequestMatcher.pathPattern(HttpMethod.GET, path),
                        PathPatternRequestMatcher.pathPattern(HttpMethod.HEAD, path)))
            .toList());
  }

  private static AccessDeniedHandler forbidden(Problems problems) {
    return (request, response, _) ->
        problems.write(Problem.of(ProblemType.FORBIDDEN), request, response);
  }

  /** A path with tricks in it opens nothing, and is answered like any other bad request. */
  @Bean
  RequestRejectedHandler tricks(Problems problems) {
    return (request, response, _) ->
        problems.write(Problem.of(ProblemType.INVALID_REQUEST), request, response);
  }

  /** Which methods a path takes is its own matter, told by 405 to whoever is somebody. */
  @Bean
  HttpFirewall anyMethod() {
    var firewall = new StrictHttpFirewall();
    firewall.setUnsafeAllowAnyHttpMethod(true);
    return firewall;
  }

  /** Controllers receive the {@link Caller}, whatever it authenticated with. */
  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new CallerArgument());
  }
}
