package dev.otpauth.caller;

import dev.otpauth.problem.Problem;
import dev.otpauth.problem.ProblemType;
import dev.otpauth.problem.Problems;
import jakarta.servlet.DispatcherType;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Every endpoint with the authority it needs; what is not named here is denied. */
@Configuration(proxyBeanMethods = false)
class CallerSecurity implements WebMvcConfigurer {

  private static final String VERIFY = "otp:verify";
  private static final String READ = "otp:read";
  private static final String ERASE = "otp:erase";

  @Bean
  SecurityFilterChain callers(
      HttpSecurity http, CallerAuthentication authentication, Problems problems) {
    var unauthorized = unauthorized(problems);
    return http.authenticationProvider(authentication)
        .authorizeHttpRequests(
            endpoints ->
                endpoints
                    .dispatcherTypeMatchers(DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers(
                        HttpMethod.GET,
                        "/actuator/health/liveness",
                        "/actuator/health/readiness",
                        "/.well-known/jwks.json")
                    .permitAll()
                    .requestMatchers(HttpMethod.GET, "/actuator/health", "/actuator/prometheus")
                    .hasAuthority(READ)
                    .requestMatchers(
                        HttpMethod.POST,
                        "/auth/otp/request",
                        "/auth/otp/confirm",
                        "/auth/otp/resend",
                        "/auth/otp/introspect")
                    .hasAuthority(VERIFY)
                    .requestMatchers(HttpMethod.POST, "/auth/otp/history")
                    .hasAuthority(READ)
                    .requestMatchers(HttpMethod.POST, "/auth/otp/erase")
                    .hasAuthority(ERASE)
                    .requestMatchers(HttpMethod.GET, "/auth/otp/{request_id}")
                    .hasAnyAuthority(VERIFY, READ)
                    .anyRequest()
                    .denyAll())
        .httpBasic(basic -> basic.authenticationEntryPoint(unauthorized))
        .exceptionHandling(
            handling ->
                handling
                    .authenticationEntryPoint(unauthorized)
                    .accessDeniedHandler(forbidden(problems)))
        .headers(
            headers ->
                headers
                    .cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                    .addHeaderWriter(
                        new StaticHeadersWriter(HttpHeaders.CACHE_CONTROL, "no-store")))
        .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .build();
  }

  private static AuthenticationEntryPoint unauthorized(Problems problems) {
    return (request, response, _) -> {
      response.setHeader(
          HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"otp-auth\", charset=\"UTF-8\"");
      problems.write(Problem.of(ProblemType.UNAUTHORIZED), request, response);
    };
  }

  private static AccessDeniedHandler forbidden(Problems problems) {
    return (request, response, _) ->
        problems.write(Problem.of(ProblemType.FORBIDDEN), request, response);
  }

  /** Controllers receive the {@link Caller}, whatever it authenticated with. */
  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new CallerArgument());
  }
}
