package dev.otpauth.caller;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.authentication.www.BasicAuthenticationConverter;

/**
 * Reads the credentials from the {@code Authorization} header. Two such headers are refused as
 * ambiguous; tokens elsewhere in the request are ignored.
 */
final class PresentedCredentials implements AuthenticationConverter {

  private final boolean tokens;
  private final BasicAuthenticationConverter basic = new BasicAuthenticationConverter();
  private final DefaultBearerTokenResolver bearer = new DefaultBearerTokenResolver();

  /** Creates a converter that accepts bearer tokens only if {@code tokens} is true. */
  PresentedCredentials(boolean tokens) {
    this.tokens = tokens;
  }

  @Override
  public @Nullable Authentication convert(HttpServletRequest request) {
    if (Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION)).size() > 1) {
      throw new BadCredentialsException("more than one Authorization header");
    }
    var token = tokens ? bearer.resolve(request) : null;
    return token == null ? basic.convert(request) : new BearerTokenAuthenticationToken(token);
  }
}
