package dev.otpauth.operations;

import dev.otpauth.verification.CallCompleted;
import jakarta.servlet.ServletRequest;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Stores the completed call as an attribute of its HTTP request, for the request log. */
@Component
class CallAttribute {

  private static final String ATTRIBUTE = CallAttribute.class.getName();

  @EventListener
  void on(CallCompleted completed) {
    if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes current) {
      current.getRequest().setAttribute(ATTRIBUTE, completed);
    }
  }

  /** Returns the call; empty if the request did not reach the core. */
  static Optional<CallCompleted> of(ServletRequest request) {
    return Optional.ofNullable((CallCompleted) request.getAttribute(ATTRIBUTE));
  }
}
