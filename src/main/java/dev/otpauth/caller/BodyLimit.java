package dev.otpauth.caller;

import dev.otpauth.problem.Problem;
import dev.otpauth.problem.ProblemType;
import dev.otpauth.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bodies have at most 16 KiB (413) and arrive whole within 10 seconds (400), or nobody looks at
 * them. Whatever length was declared, not one byte more is read. Forms with files are left unread
 * for whoever takes them, by limits of its own; nobody else reads them.
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
    } catch (TooLarge _) {
      problems.write(Problem.of(ProblemType.PAYLOAD_TOO_LARGE), request, response);
      return;
    } catch (IOException _) {
      problems.write(problems.invalidField("body", "validation.body", request), request, response);
      return;
    }
    chain.doFilter(whole, response);
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    var type = request.getContentType();
    return type != null
        && type.regionMatches(
            true,
            0,
            MediaType.MULTIPART_FORM_DATA_VALUE,
            0,
            MediaType.MULTIPART_FORM_DATA_VALUE.length());
  }

  private byte[] read(HttpServletRequest request) throws IOException {
    if (request.getContentLengthLong() > MOST_BYTES) {
      throw new TooLarge();
    }
    var declared = request.getContentLength();
    return read(request.getInputStream(), declared < 0 ? MOST_BYTES : declared);
  }

  /** Each read waits at most for the connection's time-out, all of them at most a little longer. */
  private byte[] read(InputStream in, int most) throws IOException {
    var deadline = clock.instant().plus(PATIENCE);
    var body = new byte[most + 1];
    var size = 0;
    for (int n; (n = in.read(body, size, body.length - size)) >= 0; ) {
      size += n;
      if (size > most) {
        throw new TooLarge();
      }
      if (clock.instant().isAfter(deadline)) {
        throw new IOException("too slow");
      }
    }
    return Arrays.copyOf(body, size);
  }

  private static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
