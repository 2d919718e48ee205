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
import java.util.Arrays;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits request bodies to 16 KiB (413) and rejects truncated ones (400). Never reads more than was
 * declared or allowed. Multipart forms pass unread; their reader has its own limits.
 */
class BodyLimit extends OncePerRequestFilter {

  static final int MAX_BYTES = 16 * 1024;

  private final Problems problems;

  BodyLimit(Problems problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    HttpServletRequest whole;
    try {
      whole = new BufferedBodyRequest(request, read(request));
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

  private static byte[] read(HttpServletRequest request) throws IOException {
    if (request.getContentLengthLong() > MAX_BYTES) {
      throw new TooLarge();
    }
    var declared = request.getContentLength();
    return read(request.getInputStream(), declared < 0 ? MAX_BYTES : declared);
  }

  private static byte[] read(InputStream in, int most) throws IOException {
    var body = new byte[most + 1];
    var size = 0;
    for (int n; (n = in.read(body, size, body.length - size)) >= 0; ) {
      size += n;
      if (size > most) {
        throw new TooLarge();
      }
    }
    return Arrays.copyOf(body, size);
  }

  private static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
