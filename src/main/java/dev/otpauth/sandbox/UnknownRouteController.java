package dev.otpauth.sandbox;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Answers paths and methods that are none of the provider's operations. Like the provider, it does
 * so before credentials are checked.
 */
@Profile("sandbox")
@RestController
class UnknownRouteController {

  private static final String EVERYTHING = "/sandbox/external-api/**";

  private final RequestMappingHandlerMapping routes;

  UnknownRouteController(
      @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping routes) {
    this.routes = routes;
  }

  @RequestMapping(EVERYTHING)
  ResponseEntity<ResponseEnvelope> answer(HttpServletRequest request) {
    var isOperation =
        routes.getHandlerMethods().keySet().stream().anyMatch(it -> isAt(it, request));
    return (isOperation ? ProviderError.WRONG_METHOD : ProviderError.NO_ROUTE).answer();
  }

  private static boolean isAt(RequestMappingInfo route, HttpServletRequest request) {
    var paths = route.getPathPatternsCondition();
    return paths != null
        && !paths.getPatternValues().contains(EVERYTHING)
        && paths.getMatchingCondition(request) != null;
  }
}
