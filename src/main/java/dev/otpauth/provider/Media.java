package dev.otpauth.provider;

import java.io.InputStream;
import java.util.OptionalLong;

/**
 * A file that is streamed to the provider: it is read once, while it is sent, and never held in
 * memory. If the stream throws an {@link java.io.IOException} or does not have the declared length,
 * the call is aborted before the provider has the whole request, and the result is {@link
 * Unreachable}. The stream is not closed; it must bound how long a read may block.
 *
 * @param fileName sent to the provider, without directories and control characters
 * @param contentType sent to the provider; an invalid one becomes {@code application/octet-stream}
 * @param length in bytes; empty if unknown
 */
public record Media(String fileName, String contentType, OptionalLong length, InputStream content) {

  @Override
  public String toString() {
    return "Media";
  }
}
