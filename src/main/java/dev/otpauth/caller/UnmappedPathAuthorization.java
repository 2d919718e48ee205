package dev.otpauth.caller;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.context.support.WebApplicationContextUtils;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Grants authenticated callers access to paths that no handler serves, so that they get 404 or 405
 * instead of 403.
 */
@Component
class UnmappedPathAuthorization implements AuthorizationManager<RequestAuthorizationContext> {

  private final AuthenticationTrustResolver trust = new AuthenticationTrustResolverImpl();

  @Override
  public AuthorizationDecision authorize(
      Supplier<? extends @Nullable Authentication> caller, RequestAuthorizationContext context) {
    return new AuthorizationDecision(
        trust.isAuthenticated(caller.get()) && !isHandled(context.getRequest()));
  }

  /** Looks at the mappings of the serving context, since the management port has its own. */
  private static boolean isHandled(HttpServletRequest request) {
    ServletRequestPathUtils.parseAndCache(request);
    return WebApplicationContextUtils.getRequiredWebApplicationContext(request.getServletContext())
        .getBeanProvider(HandlerMapping.class)
        .orderedStream()
        .anyMatch(it -> isHandled(it, request));
  }

  private static boolean isHandled(HandlerMapping mapping, HttpServletRequest request) {
    try {
      return mapping.getHandler(request) != null;
    } catch (HttpRequestMethodNotSupportedException _) {
      return false;
    } catch (Exception _) {
      // On any other error, assume that there is a handler, and deny.
      return true;
    }
  }
}
