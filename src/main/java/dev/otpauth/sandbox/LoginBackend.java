package dev.otpauth.sandbox;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.UUID;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.ResourceAccessException;

/**
 * What a company's login backend is to its app: it holds the caller's secret, so that the page does
 * not. Passes on the four calls a login needs, and only those of this very page.
 */
@Profile("sandbox")
@RestController
@RequestMapping("/sandbox/bff")
class LoginBackend {

  private static final int MAX_BODY_BYTES = 4 * 1024;

  private final DemoCallerClient caller;

  LoginBackend(DemoCallerClient caller) {
    this.caller = caller;
  }

  @PostMapping("/{call:request|confirm|resend}")
  ResponseEntity<?> post(@PathVariable String call, HttpServletRequest request) throws IOException {
    if (!isFromOurPage(request)) {
      return refused(HttpStatus.FORBIDDEN, "Only the page of this sandbox may call");
    }
    var body = request.getInputStream().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      return refused(HttpStatus.CONTENT_TOO_LARGE, "The body is larger than 4 KiB");
    }
    return caller.call(HttpMethod.POST, call, body, request);
  }

  @GetMapping("/{requestId}")
  ResponseEntity<?> status(@PathVariable UUID requestId, HttpServletRequest request) {
    if (!isFromOurPage(request)) {
      return refused(HttpStatus.FORBIDDEN, "Only the page of this sandbox may call");
    }
    return caller.call(HttpMethod.GET, requestId.toString(), new byte[0], request);
  }

  /** The service did not answer in time, or not at all: the page may ask again with its key. */
  @ExceptionHandler
  ResponseEntity<?> unanswered(ResourceAccessException unanswered) {
    return refused(HttpStatus.GATEWAY_TIMEOUT, "The service did not answer");
  }

  /**
   * Whether a browser says that our page made the request. Where the page is not on localhost and
   * not on HTTPS, browsers send no {@code Sec-Fetch-Site}, and with a GET no {@code Origin} either;
   * another site could then make the GET, but not read its answer.
   */
  private static boolean isFromOurPage(HttpServletRequest request) {
    var site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin");
    }
    var origin = request.getHeader("Origin");
    if (origin == null) {
      return request.getMethod().equals("GET");
    }
    return origin.equals("%s://%s".formatted(request.getScheme(), request.getHeader("Host")));
  }

  private static ResponseEntity<ProblemDetail> refused(HttpStatus status, String why) {
    return ResponseEntity.of(ProblemDetail.forStatusAndDetail(status, why)).build();
  }
}
