package dev.otpauth.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Rejects requests that do not accept JSON, or have a wildcard content type, before the handler
 * runs, so that no header can make a response fail after a message was sent.
 */
final class JsonOnly implements HandlerInterceptor {

  private static final List<MediaType> ANSWERS =
      List.of(MediaType.APPLICATION_JSON, MediaType.APPLICATION_PROBLEM_JSON);

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws HttpMediaTypeException {
    if (HttpMethod.OPTIONS.matches(request.getMethod())) {
      return true;
    }
    if (!isAccepted(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)))) {
      throw new HttpMediaTypeNotAcceptableException(ANSWERS);
    }
    var type = request.getContentType();
    if (type != null && type.contains("*")) {
      throw new HttpMediaTypeNotSupportedException(
          null, List.of(MediaType.APPLICATION_JSON), HttpMethod.valueOf(request.getMethod()));
    }
    return true;
  }

  private static boolean isAccepted(List<String> headers) {
    try {
      var accepted = MediaType.parseMediaTypes(headers);
      return accepted.isEmpty()
          || accepted.stream()
              .filter(it -> it.getQualityValue() > 0)
              .anyMatch(it -> ANSWERS.stream().anyMatch(it::isCompatibleWith));
    } catch (InvalidMediaTypeException _) {
      return false;
    }
  }
}
