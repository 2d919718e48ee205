package dev.otpauth.caller;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.stereotype.Component;

/** Asks peers for their next call on another connection, once this replica takes no more. */
@Component
class Draining implements HeaderWriter {

  private final ApplicationAvailability availability;

  Draining(ApplicationAvailability availability) {
    this.availability = availability;
  }

  @Override
  public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
    if (availability.getReadinessState() == ReadinessState.REFUSING_TRAFFIC) {
      response.setHeader(HttpHeaders.CONNECTION, "close");
    }
  }
}
