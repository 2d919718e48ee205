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

/** What all operations of the provider have in common; before what answers any failure. */
@Profile("sandbox")
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(
    assignableTypes = {OtpApi.class, ContactApi.class, InboxApi.class, MessageApi.class})
class SimulatedApiAdvice {

  /** Runs before each operation. */
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
