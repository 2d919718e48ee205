package dev.otpauth.problem;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Tomcat refuses before any filter sees it: a problem as well, in place of Tomcat's page. */
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
      problems.write(Problem.of(Problem.refusedWith(response.getStatus())), request, response);
      response.finishResponse();
    } catch (IOException | IllegalStateException _) {
      log.debug("The peer of a refused request is gone");
    }
  }
}
