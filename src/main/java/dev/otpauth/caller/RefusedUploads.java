package dev.otpauth.caller;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.stereotype.Component;

/**
 * Tells a peer that is answered before its large body was read that the connection ends with the
 * answer: the rest is not worth reading.
 */
@Component
class RefusedUploads implements HeaderWriter {

  @Override
  public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
    if (isLarge(request) && !isRead(request)) {
      response.setHeader(HttpHeaders.CONNECTION, "close");
    }
  }

  /** Larger than what is read of it at once, or nobody knows. */
  private static boolean isLarge(HttpServletRequest request) {
    return request.getContentLengthLong() > BodyLimit.MOST_BYTES
        || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
  }

  private static boolean isRead(HttpServletRequest request) {
    try {
      return request.getInputStream().isFinished();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
