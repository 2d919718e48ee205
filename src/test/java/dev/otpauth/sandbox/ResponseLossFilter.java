package dev.otpauth.sandbox;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingRequestWrapper;

/** Loses answers of the API, and records the keys and the last body of the calls to it. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class ResponseLossFilter extends OncePerRequestFilter {

  private static final int MAX_BODY_BYTES = 8 * 1024;

  private final ConcurrentLinkedQueue<String> bodies = new ConcurrentLinkedQueue<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private volatile String lastBody = "";

  /** Answers the next call with {@code outcome_unknown} and a retry after one second. */
  void nextIsUnknown() {
    bodies.add("{\"code\":\"outcome_unknown\",\"retry_after\":1}");
  }

  /** Answers the next call as a gateway that timed out. */
  void nextIsLost() {
    bodies.add("<h1>Gateway timeout</h1>");
  }

  /** Closes the connection of the next call. */
  void nextIsCut() {
    bodies.add("");
  }

  /** Returns and clears the recorded idempotency keys. */
  List<String> keys() {
    var seen = List.copyOf(keys);
    keys.clear();
    return seen;
  }

  /** Returns the body of the last call that reached the service. */
  String lastBody() {
    return lastBody;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith("/auth/otp/") || request.getMethod().equals("GET");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    keys.add(Objects.requireNonNullElse(request.getHeader("Idempotency-Key"), ""));
    var body = bodies.poll();
    if (body == null) {
      var recorded = new ContentCachingRequestWrapper(request, MAX_BODY_BYTES);
      chain.doFilter(recorded, response);
      lastBody = recorded.getContentAsString();
      return;
    }
    if (body.isEmpty()) {
      ConnectionCloseValve.mark(request);
      return;
    }
    response.setStatus(504);
    response.getWriter().write(body);
  }
}
