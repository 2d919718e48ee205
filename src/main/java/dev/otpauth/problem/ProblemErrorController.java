package dev.otpauth.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Renders the container's error dispatches as problems. */
@RestController
class ProblemErrorController implements ErrorController {

  private final Problems problems;

  ProblemErrorController(Problems problems) {
    this.problems = problems;
  }

  @RequestMapping("/error")
  ResponseEntity<Map<String, Object>> error(
      HttpServletRequest request, HttpServletResponse response) {
    var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    var type =
        status instanceof Integer code ? Problem.typeOfStatus(code) : ProblemType.INTERNAL_ERROR;
    ApiHeaders.ALL.forEach(response::setHeader);
    return problems.answer(Problem.of(type), request);
  }
}
