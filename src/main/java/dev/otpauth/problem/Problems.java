package dev.otpauth.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;
import tools.jackson.databind.json.JsonMapper;

/**
 * Renders problems (RFC 9457) in the caller's language. Nothing else writes problem bodies, {@code
 * Retry-After} or {@code retry_after}.
 */
@Component
public class Problems {

  /** Path segments that are safe to repeat: lower-case words and ids. */
  private static final Pattern SAFE_SEGMENT =
      Pattern.compile("[a-z]*|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final MessageSource messages;
  private final LocaleResolver locales;
  private final JsonMapper json;
  private final Details details;
  private final CurrentTrace trace;

  Problems(
      MessageSource messages,
      LocaleResolver locales,
      JsonMapper json,
      CurrentTrace trace,
      Clock clock) {
    this.messages = messages;
    this.locales = locales;
    this.json = json;
    this.details = new Details(messages, clock);
    this.trace = trace;
  }

  /** A problem as the response of a controller. */
  public ResponseEntity<Map<String, Object>> answer(Problem problem, HttpServletRequest request) {
    OutcomeAttribute.note(request, problem.type().code());
    var answer =
        ResponseEntity.status(problem.type().status())
            .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    var wait = problem.retryAfter();
    if (wait != null) {
      answer.header(HttpHeaders.RETRY_AFTER, Long.toString(WholeSeconds.of(wait)));
    }
    return answer.body(body(problem, request));
  }

  /** Writes a problem as the response of a filter, for requests that reach no controller. */
  public void write(Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var answer = answer(problem, request);
    response.setStatus(answer.getStatusCode().value());
    ApiHeaders.ALL.forEach(response::setHeader);
    answer.getHeaders().forEach((name, values) -> response.setHeader(name, values.getFirst()));
    // Not written by the mapper, which would wrap the exception that identifies a closed
    // connection.
    response.getOutputStream().write(json.writeValueAsBytes(answer.getBody()));
  }

  /**
   * A problem of type {@link ProblemType#INVALID_REQUEST} for a field.
   *
   * @param messageKey key of the message that says what the field should be
   * @param words arguments of the message
   */
  public Problem invalidField(
      String field, String messageKey, HttpServletRequest request, String... words) {
    return of(FieldFault.invalid(field, messageKey, words), request);
  }

  /** The problem for a fault of a field. */
  public Problem of(FieldFault fault, HttpServletRequest request) {
    var message =
        messages.getMessage(
            fault.messageKey(), fault.arguments().toArray(), locales.resolveLocale(request));
    var problem =
        Problem.of(fault.type()).with("errors", List.of(new FieldProblem(fault.field(), message)));
    return fault.variant() == null ? problem : problem.saying(fault.variant());
  }

  private Map<String, Object> body(Problem problem, HttpServletRequest request) {
    var body = new LinkedHashMap<String, Object>();
    var type = problem.type();
    body.put("type", type.uri());
    body.put("title", type.title());
    body.put("status", type.status().value());
    body.put("detail", details.of(problem, locales.resolveLocale(request)));
    var instance = instance(request);
    if (instance != null) {
      body.put("instance", instance);
    }
    body.put("code", type.code());
    var requestId = problem.requestId();
    if (requestId != null) {
      body.put("request_id", requestId);
    }
    var wait = problem.retryAfter();
    if (wait != null) {
      body.put("retry_after", WholeSeconds.of(wait));
    }
    body.putAll(problem.members());
    var traceId = trace.id();
    if (traceId != null) {
      body.put("trace_id", traceId);
    }
    return body;
  }

  /**
   * The originally requested path, with unknown segments replaced by {@code *}, because they may
   * contain a number or code; null if there is none.
   */
  private static @Nullable String instance(HttpServletRequest request) {
    var original = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    var path = original == null ? request.getRequestURI() : original.toString();
    return path == null
        ? null
        : Arrays.stream(path.split("/", -1))
            .map(segment -> SAFE_SEGMENT.matcher(segment).matches() ? segment : "*")
            .collect(Collectors.joining("/"));
  }
}
