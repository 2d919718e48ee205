package dev.otpauth.caller;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.stereotype.Component;

/**
 * Closes the connection if the response is written before a large body was read, so that the rest
 * need not be read.
 */
@Component
class RefusedUploadHeaderWriter implements HeaderWriter {

  @Override
  public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
    if (isLarge(request) && !isRead(request)) {
      response.setHeader(HttpHeaders.CONNECTION, "close");
    }
  }

  /** Larger than the body limit, or of unknown length. */
  private static boolean isLarge(HttpServletRequest request) {
    return request.getContentLengthLong() > BodyLimit.MAX_BYTES
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
