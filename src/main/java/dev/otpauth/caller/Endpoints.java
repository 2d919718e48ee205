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
 * Every endpoint with the authority it needs; what is not named here is denied, and told to whoever
 * is somebody where it is not there at all.
 */
@Component
class Endpoints {

  private final UnmappedPathAuthorization nothingThere;

  Endpoints(UnmappedPathAuthorization nothingThere) {
    this.nothingThere = nothingThere;
  }

  /** Decides each of them. */
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
        .access(nothingThere);
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
                AuthorityAuthorizationManager.hasAuthority(Caller.VERIFY), nothingThere))
        .requestMatchers(reads("/auth/otp/{request_id}"))
        .access(
            AuthorizationManagers.anyOf(
                AuthorityAuthorizationManager.hasAnyAuthority(Caller.VERIFY, Caller.READ),
                nothingThere));
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
}
