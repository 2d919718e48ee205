package dev.otpauth.caller;

import dev.otpauth.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bodies have at most 16 KiB and arrive within 10 seconds, or nobody looks at them. Whatever length
 * was declared, not one byte more is read.
 */
class BodyLimit extends OncePerRequestFilter {

  static final int MOST_BYTES = 16 * 1024;
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Problems problems;
  private final Clock clock;

  BodyLimit(Problems problems, Clock clock) {
    this.problems = problems;
    this.clock = clock;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    HttpServletRequest whole;
    try {
      whole = new ReadRequest(request, read(request));
    } catch (IOException _) {
      problems.write(problems.invalidField("body", "validation.body", request), request, response);
      return;
    }
    chain.doFilter(whole, response);
  }

  private byte[] read(HttpServletRequest request) throws IOException {
    if (request.getContentLengthLong() > MOST_BYTES) {
      throw new IOException("too large");
    }
    return read(request.getInputStream());
  }

  /** Each read waits at most for the connection's time-out, all of them at most a little longer. */
  private byte[] read(InputStream in) throws IOException {
    var deadline = clock.instant().plus(PATIENCE);
    var body = new ByteArrayOutputStream();
    var buffer = new byte[MOST_BYTES + 1];
    for (int n; (n = in.read(buffer, 0, buffer.length - body.size())) >= 0; ) {
      body.write(buffer, 0, n);
      if (body.size() > MOST_BYTES || clock.instant().isAfter(deadline)) {
        throw new IOException("too large, or too slow");
      }
    }
    return body.toByteArray();
  }
}
