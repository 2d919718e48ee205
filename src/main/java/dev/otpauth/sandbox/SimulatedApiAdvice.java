package dev.otpauth.sandbox;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Checks the credentials of every call to the simulated API, and answers the errors that its
 * controllers throw. Takes precedence over the service's own advice.
 */
@Profile("sandbox")
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(
    assignableTypes = {OtpApi.class, ContactApi.class, InboxApi.class, MessageApi.class})
class SimulatedApiAdvice {

  @ModelAttribute
  void authenticate(
      @RequestHeader(name = "client-id", required = false) @Nullable String id,
      @RequestHeader(name = "client-secret", required = false) @Nullable String secret) {
    ProviderCredentials.check(id, secret);
  }

  @ExceptionHandler
  ResponseEntity<ResponseEnvelope> rejected(ProviderError.RejectedException rejected) {
    return rejected.answer();
  }
}
