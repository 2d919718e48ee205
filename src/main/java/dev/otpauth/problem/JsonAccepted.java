package dev.otpauth.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses whoever accepts no JSON before anything is done for it: after the message has gone out,
 * no header makes an answer fail.
 */
final class JsonAccepted implements HandlerInterceptor {

  private static final List<MediaType> ANSWERS =
      List.of(MediaType.APPLICATION_JSON, MediaType.APPLICATION_PROBLEM_JSON);

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws HttpMediaTypeNotAcceptableException {
    var headers = Collections.list(request.getHeaders(HttpHeaders.ACCEPT));
    if (!headers.isEmpty() && !isAccepted(headers)) {
      throw new HttpMediaTypeNotAcceptableException(ANSWERS);
    }
    return true;
  }

  private static boolean isAccepted(List<String> headers) {
    try {
      return MediaType.parseMediaTypes(headers).stream()
          .filter(it -> it.getQualityValue() > 0)
          .anyMatch(it -> ANSWERS.stream().anyMatch(it::isCompatibleWith));
    } catch (InvalidMediaTypeException _) {
      return false;
    }
  }
}
