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

/** Which requests nobody looks at, whoever they are of. */
@Configuration(proxyBeanMethods = false)
class RequestFirewall {

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

  /** No filter of the container's: it has its place among those of {@link CallerSecurity}. */
  @Bean
  @FilterRegistration(enabled = false)
  BodyLimit bodyLimit(Problems problems) {
    return new BodyLimit(problems);
  }
}
