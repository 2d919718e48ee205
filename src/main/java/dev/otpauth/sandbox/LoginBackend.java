package dev.otpauth.sandbox;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The backend of the sandbox's page. Like a company's login backend it adds the caller's
 * credentials and the subscriber's address to the four calls that a login needs. It accepts calls
 * from the sandbox's own page only.
 */
@Profile("sandbox")
@RestController
@RequestMapping("/sandbox/bff")
class LoginBackend {

  private static final int MAX_BODY_BYTES = 4 * 1024;

  /** Tells the page which {@code client_ip} was added to its request. */
  private static final String CLIENT_IP_HEADER = "Sandbox-Client-Ip";

  private final DemoCallerClient caller;
  private final JsonMapper mapper;

  LoginBackend(DemoCallerClient caller, JsonMapper mapper) {
    this.caller = caller;
    this.mapper = mapper;
  }

  @PostMapping("/{call:request|confirm|resend}")
  ResponseEntity<?> post(
      @PathVariable String call, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!isFromThePage(request)) {
      return refused(HttpStatus.FORBIDDEN, "Only the page of this sandbox may call");
    }
    var body = request.getInputStream().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      return refused(HttpStatus.CONTENT_TOO_LARGE, "The body is larger than 4 KiB");
    }
    if (!call.equals("request")) {
      return caller.call(HttpMethod.POST, call, body, request);
    }
    response.setHeader(CLIENT_IP_HEADER, request.getRemoteAddr());
    return caller.call(HttpMethod.POST, call, withClientIp(body, request.getRemoteAddr()), request);
  }

  @GetMapping("/{requestId}")
  ResponseEntity<?> status(@PathVariable UUID requestId, HttpServletRequest request) {
    if (!isFromThePage(request)) {
      return refused(HttpStatus.FORBIDDEN, "Only the page of this sandbox may call");
    }
    return caller.call(HttpMethod.GET, requestId.toString(), new byte[0], request);
  }

  /** Replaces any {@code client_ip} of the page. A body that is no JSON object stays as it is. */
  private byte[] withClientIp(byte[] body, String address) {
    try {
      return mapper.readTree(body) instanceof ObjectNode object
          ? mapper.writeValueAsBytes(object.put("client_ip", address))
          : body;
    } catch (JacksonException _) {
      return body;
    }
  }

  /** The service did not answer in time, or not at all: the page may repeat its call. */
  @ExceptionHandler
  ResponseEntity<?> unanswered(ResourceAccessException unanswered) {
    return refused(HttpStatus.GATEWAY_TIMEOUT, "The service did not answer");
  }

  /**
   * Returns whether the browser says that the sandbox's page made the request. Browsers send {@code
   * Sec-Fetch-Site} only to localhost and over HTTPS, and no {@code Origin} with a GET. Without
   * both headers another site could make the GET, but could not read its answer.
   */
  private static boolean isFromThePage(HttpServletRequest request) {
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
