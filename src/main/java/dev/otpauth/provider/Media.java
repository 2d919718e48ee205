package dev.otpauth.provider;

import java.io.InputStream;
import java.util.OptionalLong;

/**
 * A file on its way through: it is read once, as it is sent on, and never held. An {@link
 * java.io.IOException} of its stream, or another length than was said, stops the call before the
 * provider has all of the request, so that the provider does nothing: the result is {@link
 * Unreachable}, and whoever gave the stream knows why. The stream is not closed, and has to bound
 * by itself how long a read may block.
 *
 * @param fileName as the provider is told it, without directories and control characters
 * @param contentType as the provider is told it; {@code application/octet-stream} where it is none
 * @param length in bytes, where it is known before
 */
public record Media(String fileName, String contentType, OptionalLong length, InputStream content) {

  @Override
  public String toString() {
    return "Media";
  }
}
