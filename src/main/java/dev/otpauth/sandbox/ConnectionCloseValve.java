package dev.otpauth.sandbox;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Closes the connection of a marked request without a byte of an answer, as a network does that
 * breaks. The servlet API has no word for this; Tomcat has.
 */
final class ConnectionCloseValve extends ValveBase {

  private static final String MARK = ConnectionCloseValve.class.getName();

  ConnectionCloseValve() {
    super(true);
  }

  /** Takes effect if nothing has been written yet, and nothing is afterwards. */
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
