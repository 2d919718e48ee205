package dev.otpauth.caller;

import dev.otpauth.problem.Problem;
import dev.otpauth.problem.ProblemType;
import dev.otpauth.problem.Problems;
import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** Configures the checks that come before authentication. */
@Configuration(proxyBeanMethods = false)
class RequestFirewall {

  /** Answers requests with malformed or suspicious paths with 400. */
  @Bean
  RequestRejectedHandler tricks(Problems problems) {
    return (request, response, _) ->
        problems.write(Problem.of(ProblemType.INVALID_REQUEST), request, response);
  }

  /** Accepts any method here; controllers answer 405 to authenticated callers. */
  @Bean
  HttpFirewall anyMethod() {
    var firewall = new StrictHttpFirewall();
    firewall.setUnsafeAllowAnyHttpMethod(true);
    return firewall;
  }

  /** Not registered with the container, since {@link CallerSecurity} adds it to its own filters. */
  @Bean
  @FilterRegistration(enabled = false)
  BodyLimit bodyLimit(Problems problems) {
    return new BodyLimit(problems);
  }
}
