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
 * Says in every answer that nothing here is real. In the container, so that what it refuses by
 * itself says so as well; and among the headers of the filters, which a management port shares.
 */
final class SandboxHeaderValve extends ValveBase implements HeaderWriter {

  private static final String NAME = "X-Sandbox";
  private static final String WORDS =
      "simulated provider; nothing is sent, and codes are readable at /sandbox";

  SandboxHeaderValve() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    response.setHeader(NAME, WORDS);
    getNext().invoke(request, response);
  }

  @Override
  public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader(NAME, WORDS);
  }
}
