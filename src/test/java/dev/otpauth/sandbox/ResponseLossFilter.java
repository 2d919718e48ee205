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

  /** The outcome of the next call is not known, and can be asked for in a second. */
  void nextIsUnknown() {
    bodies.add("{\"code\":\"outcome_unknown\",\"retry_after\":1}");
  }

  /** The next call is answered by a gateway in between, which knows nothing. */
  void nextIsLost() {
    bodies.add("<h1>Gateway timeout</h1>");
  }

  /** The connection of the next call is cut. */
  void nextIsCut() {
    bodies.add("");
  }

  /** The keys of all calls since this was last asked. */
  List<String> keys() {
    var seen = List.copyOf(keys);
    keys.clear();
    return seen;
  }

  /** The body of the last call that the service answered. */
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
