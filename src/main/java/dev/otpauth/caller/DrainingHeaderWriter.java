package dev.otpauth.caller;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.stereotype.Component;

/**
 * Closes the connection with the response while this replica is shutting down, so that the peer
 * connects to another one.
 */
@Component
class DrainingHeaderWriter implements HeaderWriter {

  private final ApplicationAvailability availability;

  DrainingHeaderWriter(ApplicationAvailability availability) {
    this.availability = availability;
  }

  @Override
  public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
    if (availability.getReadinessState() == ReadinessState.REFUSING_TRAFFIC) {
      response.setHeader(HttpHeaders.CONNECTION, "close");
    }
  }
}
