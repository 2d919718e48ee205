package dev.otpauth.sandbox;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Closes the connection of a marked request without a response, as a broken network does. A Tomcat
 * valve, since the servlet API cannot close a connection.
 */
final class ConnectionCloseValve extends ValveBase {

  private static final String MARK = ConnectionCloseValve.class.getName();

  ConnectionCloseValve() {
    super(true);
  }

  /** Marks the request. The response must stay unwritten. */
  static void mark(HttpServletRequest request) {
    request.setAttribute(MARK, true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    if (request.getAttribute(MARK) != null) {
      response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
    }
  }
}
