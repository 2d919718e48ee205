package dev.otpauth.problem;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tomcat valve that answers requests refused before any filter with a problem instead of Tomcat's
 * error page.
 */
class ContainerProblems extends ErrorReportValve {

  private static final Logger log = LoggerFactory.getLogger(ContainerProblems.class);

  private final Problems problems;

  ContainerProblems(Problems problems) {
    this.problems = problems;
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    if (response.getStatus() < 400
        || response.getContentWritten() > 0
        || !response.setErrorReported()) {
      return;
    }
    try {
      problems.write(Problem.of(Problem.typeOfStatus(response.getStatus())), request, response);
      response.finishResponse();
    } catch (IOException | IllegalStateException _) {
      log.debug("Could not answer a refused request: the client has closed the connection");
    }
  }
}
