package dev.otpauth.caller;

import dev.otpauth.problem.Problem;
import dev.otpauth.problem.ProblemType;
import dev.otpauth.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/**
 * Answers unauthenticated requests with 401 and a challenge for each enabled scheme. If a token
 * cannot be checked because the issuer's keys are unavailable, answers 503, so that the caller
 * tries the same token again.
 */
final class Unauthorized implements AuthenticationEntryPoint {

  private static final String BASIC = "Basic realm=\"otp-auth\", charset=\"UTF-8\"";
  private static final String BEARER = "Bearer realm=\"otp-auth\"";

  private final Problems problems;
  private final Authentications authentications;
  private final boolean basic;
  private final boolean bearer;

  Unauthorized(Problems problems, Authentications authentications, boolean basic, boolean bearer) {
    this.problems = problems;
    this.authentications = authentications;
    this.basic = basic;
    this.bearer = bearer;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    authentications.failed(failure);
    if (failure instanceof AuthenticationServiceException) {
      problems.write(
          Problem.of(ProblemType.PROVIDER_UNAVAILABLE).retryAfter(IssuerKeys.PAUSE),
          request,
          response);
      return;
    }
    if (basic) {
      response.addHeader(HttpHeaders.WWW_AUTHENTICATE, BASIC);
    }
    if (bearer) {
      var ofToken = failure instanceof OAuth2AuthenticationException;
      response.addHeader(
          HttpHeaders.WWW_AUTHENTICATE, ofToken ? BEARER + ", error=\"invalid_token\"" : BEARER);
    }
    problems.write(Problem.of(ProblemType.UNAUTHORIZED), request, response);
  }
}
