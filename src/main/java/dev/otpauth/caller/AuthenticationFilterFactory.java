package dev.otpauth.caller;

import dev.otpauth.problem.Problem;
import dev.otpauth.problem.ProblemType;
import dev.otpauth.problem.Problems;
import java.util.ArrayList;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.stereotype.Component;

/**
 * Creates the filter that authenticates callers: HTTP Basic, and bearer tokens if an issuer is
 * configured.
 */
@Component
class AuthenticationFilterFactory {

  private final CallerAuthentication callers;
  private final ObjectProvider<JwtAuthenticationProvider> tokens;
  private final Authentications authentications;
  private final Problems problems;
  private final Unauthorized unauthorized;

  AuthenticationFilterFactory(
      CallerAuthentication callers,
      ObjectProvider<JwtAuthenticationProvider> tokens,
      Authentications authentications,
      Problems problems) {
    this.callers = callers;
    this.tokens = tokens;
    this.authentications = authentications;
    this.problems = problems;
    this.unauthorized =
        new Unauthorized(
            problems, authentications, callers.isUsed(), tokens.getIfAvailable() != null);
  }

  /** Returns the handler for requests without valid credentials. */
  AuthenticationEntryPoint unauthorized() {
    return unauthorized;
  }

  /** Returns the handler for callers without the required authority. */
  AccessDeniedHandler forbidden() {
    return (request, response, _) ->
        problems.write(Problem.of(ProblemType.FORBIDDEN), request, response);
  }

  /**
   * Returns one filter for all schemes. Spring Security's own filter for tokens would add an
   * endpoint that is open to everyone.
   */
  AuthenticationFilter filter() {
    var providers = new ArrayList<AuthenticationProvider>();
    providers.add(callers);
    tokens.ifAvailable(providers::add);
    var filter =
        new AuthenticationFilter(
            new ProviderManager(providers), new PresentedCredentials(providers.size() > 1));
    filter.setSuccessHandler(
        (request, _, caller) -> {
          Caller.sent(request, caller.getName());
          authentications.accepted(caller);
        });
    filter.setFailureHandler(unauthorized::commence);
    return filter;
  }
}
