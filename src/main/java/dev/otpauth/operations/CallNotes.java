package dev.otpauth.operations;

import dev.otpauth.verification.CallCompleted;
import jakarta.servlet.ServletRequest;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Keeps with each request what its call came to, until the request is over. */
@Component
class CallNotes {

  private static final String ATTRIBUTE = CallNotes.class.getName();

  @EventListener
  void on(CallCompleted answered) {
    if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes current) {
      current.getRequest().setAttribute(ATTRIBUTE, answered);
    }
  }

  /** The call; empty where the request did not get as far. */
  static Optional<CallCompleted> of(ServletRequest request) {
    return Optional.ofNullable((CallCompleted) request.getAttribute(ATTRIBUTE));
  }
}
