package dev.otpauth.caller;

import jakarta.servlet.DispatcherType;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagers;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/**
 * Defines the authority that each endpoint requires. Any other path is denied, except that
 * authenticated callers get 404 or 405 if it does not exist.
 */
@Component
class Endpoints {

  private final UnmappedPathAuthorization unmapped;

  Endpoints(UnmappedPathAuthorization unmapped) {
    this.unmapped = unmapped;
  }

  /** Applies the rules. */
  void decide(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          endpoints) {
    open(endpoints);
    verifications(endpoints);
    contactsAndInbox(endpoints);
    endpoints
        .requestMatchers(HttpMethod.TRACE)
        .denyAll()
        .requestMatchers(HttpMethod.OPTIONS)
        .authenticated()
        .anyRequest()
        .access(unmapped);
  }

  private static void open(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          endpoints) {
    endpoints
        .dispatcherTypeMatchers(DispatcherType.ERROR)
        .permitAll()
        .requestMatchers(
            reads(
                "/actuator/health/liveness",
                "/actuator/health/readiness",
                "/.well-known/jwks.json"))
        .permitAll();
  }

  private void verifications(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          endpoints) {
    endpoints
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
        .requestMatchers(
            PathPatternRequestMatcher.pathPattern(HttpMethod.DELETE, "/auth/otp/{request_id}"))
        .access(
            AuthorizationManagers.anyOf(
                AuthorityAuthorizationManager.hasAuthority(Caller.VERIFY), unmapped))
        .requestMatchers(reads("/auth/otp/{request_id}"))
        .access(
            AuthorizationManagers.anyOf(
                AuthorityAuthorizationManager.hasAnyAuthority(Caller.VERIFY, Caller.READ),
                unmapped));
  }

  private static void contactsAndInbox(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          endpoints) {
    endpoints
        .requestMatchers(HttpMethod.POST, "/spektif/contacts/search")
        .hasAuthority(Caller.READ_CONTACTS)
        .requestMatchers(HttpMethod.POST, "/spektif/contacts")
        .hasAuthority(Caller.WRITE_CONTACTS)
        .requestMatchers(HttpMethod.PATCH, "/spektif/contacts/{id}")
        .hasAuthority(Caller.WRITE_CONTACTS)
        .requestMatchers(HttpMethod.DELETE, "/spektif/contacts/{id}")
        .hasAuthority(Caller.WRITE_CONTACTS)
        .requestMatchers(
            HttpMethod.POST, "/spektif/conversations/search", "/spektif/templates/search")
        .hasAuthority(Caller.READ_INBOX)
        .requestMatchers(reads("/spektif/conversations/{id}"))
        .hasAuthority(Caller.READ_INBOX)
        .requestMatchers(HttpMethod.PUT, "/spektif/conversations/{id}/status")
        .hasAuthority(Caller.WRITE_INBOX)
        .requestMatchers(HttpMethod.POST, "/spektif/messages", "/spektif/messages/template")
        .hasAuthority(Caller.SEND);
  }

  /** Matches GET and HEAD. */
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
}
