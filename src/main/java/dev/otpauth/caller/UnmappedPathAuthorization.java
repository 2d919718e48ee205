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
 * Lets callers through to where nothing is, so that they are told: 404 for a path that does not
 * exist, 405 for a method that it does not take. Whatever a handler would answer stays denied.
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

  /**
   * By a mapping of the context that serves the request: the management port has one of its own.
   */
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
      // Whatever else a mapping objects to, there is something: denied.
      return true;
    }
  }
}
