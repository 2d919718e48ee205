package dev.otpauth.problem;

import dev.otpauth.runtime.UnavailableDatabase;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolation;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Exception handler for all controllers: turns every exception into a problem response. Ordered
 * after advice for single controllers and before Spring's own.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class ProblemAdvice {

  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
  private static final Pattern CAMEL_HUMP = Pattern.compile("([a-z0-9])([A-Z])");

  /** The message key of a field that a subscriber typed. */
  private static final Pattern FOR_SUBSCRIBERS =
      Pattern.compile("\\{problem\\.invalid_request\\.(.+)}");

  private static final Duration DATABASE_RECOVERY = Duration.ofSeconds(5);

  private final Problems problems;

  ProblemAdvice(Problems problems) {
    this.problems = problems;
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> invalidFields(
      MethodArgumentNotValidException e, HttpServletRequest request) {
    var errors =
        e.getBindingResult().getFieldErrors().stream()
            .map(error -> FieldProblem.of(wireName(error.getField()), error.getDefaultMessage()))
            .distinct()
            .sorted(Comparator.comparing(FieldProblem::field).thenComparing(FieldProblem::message))
            .toList();
    var problem = Problem.of(ProblemType.INVALID_REQUEST).with("errors", errors);
    return problems.answer(subscriberVariant(e).map(problem::saying).orElse(problem), request);
  }

  /**
   * The message variant for a number or code that the subscriber can correct; empty if there is
   * none.
   */
  private static Optional<String> subscriberVariant(MethodArgumentNotValidException e) {
    return e.getBindingResult().getFieldErrors().stream()
        .filter(error -> error.contains(ConstraintViolation.class))
        .<ConstraintViolation<?>>map(error -> error.unwrap(ConstraintViolation.class))
        .map(it -> FOR_SUBSCRIBERS.matcher(it.getMessageTemplate()))
        .filter(Matcher::matches)
        .map(it -> it.group(1))
        .min(Comparator.naturalOrder());
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> unreadableBody(
      HttpMessageNotReadableException e, HttpServletRequest request) {
    if (e.getCause() instanceof UnrecognizedPropertyException unknown) {
      return problems.answer(UnknownField.problem(unknown, problems, request), request);
    }
    if (e.getCause() instanceof MismatchedInputException mismatch
        && !mismatch.getPath().isEmpty()) {
      return problems.answer(
          problems.invalidField(path(mismatch), "validation.type", request), request);
    }
    return problems.answer(problems.invalidField("body", "validation.json", request), request);
  }

  /** A path variable is not an id, the only kind of path variable that is not text. */
  @ExceptionHandler(MethodArgumentTypeMismatchException.class)
  ResponseEntity<Map<String, Object>> noSuchPath(HttpServletRequest request) {
    return problems.answer(Problem.of(ProblemType.NOT_FOUND), request);
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> invalidField(InvalidField e, HttpServletRequest request) {
    return problems.answer(problems.of(e.fault(), request), request);
  }

  /** Rethrows security exceptions, which the security filters handle. */
  @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
  void security(RuntimeException e) {
    throw e;
  }

  @ExceptionHandler({DataAccessException.class, TransactionException.class})
  @Nullable ResponseEntity<Map<String, Object>> database(
      RuntimeException e, HttpServletRequest request) {
    if (!isUnavailable(e)) {
      return unexpected(e, request);
    }
    // Failures with an SQL state are logged once by the connection pool.
    if (UnavailableDatabase.sqlState(e).isEmpty()) {
      log.atError()
          .addKeyValue(
              "cause", NestedExceptionUtils.getMostSpecificCause(e).getClass().getSimpleName())
          .log("Could not get a connection to PostgreSQL; the call is answered with 503");
    }
    return problems.answer(
        Problem.of(ProblemType.PROVIDER_UNAVAILABLE).retryAfter(DATABASE_RECOVERY), request);
  }

  /**
   * Whether the database is temporarily unavailable: no connection, a broken one, or a server that
   * accepts none.
   */
  private static boolean isUnavailable(Throwable e) {
    if (UnavailableDatabase.sqlState(e).isPresent()) {
      return true;
    }
    for (var it = e; it != null; it = it.getCause()) {
      if (it instanceof SQLTransientConnectionException
          || it instanceof DataAccessResourceFailureException
          || it instanceof TransientDataAccessException
          || isFromPool(it)) {
        return true;
      }
    }
    return false;
  }

  @ExceptionHandler
  @Nullable ResponseEntity<Map<String, Object>> unexpected(
      Exception e, HttpServletRequest request) {
    if (isClientAbort(e)) {
      // The client has closed the connection.
      return null;
    }
    if (e instanceof ErrorResponse refused && refused.getStatusCode().is4xxClientError()) {
      var answer = problems.answer(clientError(refused, request), request);
      return ResponseEntity.status(answer.getStatusCode())
          .headers(answer.getHeaders())
          .headers(refused.getHeaders())
          .body(answer.getBody());
    }
    log.atError().setCause(e).log("Unexpected failure; the call is answered with 500");
    return problems.answer(Problem.of(ProblemType.INTERNAL_ERROR), request);
  }

  /** Whether the client has closed the connection. */
  private static boolean isClientAbort(@Nullable Throwable e) {
    return e != null
        && (e instanceof ClientAbortException
            || e instanceof AsyncRequestNotUsableException
            || isClientAbort(e.getCause()));
  }

  /**
   * Whether the connection pool failed: its exceptions have no SQL state, PostgreSQL's always have
   * one.
   */
  private static boolean isFromPool(Throwable e) {
    return e instanceof SQLException sql && sql.getSQLState() == null;
  }

  /**
   * The problem for a request that Spring rejects before the handler; unknown statuses count as an
   * invalid body.
   */
  private Problem clientError(ErrorResponse refused, HttpServletRequest request) {
    return switch (HttpStatus.resolve(refused.getStatusCode().value())) {
      case NOT_FOUND -> Problem.of(ProblemType.NOT_FOUND);
      case METHOD_NOT_ALLOWED -> Problem.of(ProblemType.METHOD_NOT_ALLOWED);
      case NOT_ACCEPTABLE -> Problem.of(ProblemType.NOT_ACCEPTABLE);
      case UNSUPPORTED_MEDIA_TYPE -> {
        var problem = Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE);
        if (refused.getHeaders().getAccept().contains(MediaType.MULTIPART_FORM_DATA)) {
          yield problem.saying("multipart");
        }
        yield request.getContentType() == null ? problem.saying("missing") : problem;
      }
      case null, default -> problems.invalidField("body", "validation.json", request);
    };
  }

  private static String path(JacksonException e) {
    var path = new StringJoiner(".");
    for (var step : e.getPath()) {
      var property = step.getPropertyName();
      path.add(property == null ? "[]" : property);
    }
    return path.toString();
  }

  private static String wireName(String field) {
    return CAMEL_HUMP.matcher(field).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
  }
}
