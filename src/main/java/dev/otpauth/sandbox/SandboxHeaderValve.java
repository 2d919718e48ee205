package dev.otpauth.sandbox;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.security.web.header.HeaderWriter;

/**
 * Adds the header {@code X-Sandbox} to every response. As a valve it also covers the responses that
 * Tomcat makes itself; as a header writer it covers a separate management port.
 */
final class SandboxHeaderValve extends ValveBase implements HeaderWriter {

  private static final String NAME = "X-Sandbox";
  private static final String VALUE =
      "simulated provider; nothing is sent, and codes are readable at /sandbox";

  SandboxHeaderValve() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    response.setHeader(NAME, VALUE);
    getNext().invoke(request, response);
  }

  @Override
  public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader(NAME, VALUE);
  }
}
