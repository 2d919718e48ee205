package dev.otpauth.provider;

import java.io.InputStream;
import java.util.OptionalLong;

/**
 * A file on its way through: it is read once, as it is sent on, and never held. An {@link
 * java.io.IOException} of its stream stops the call before the provider has all of the request, so
 * that the provider does nothing.
 *
 * @param fileName as the provider is told it
 * @param contentType as the provider is told it
 * @param length in bytes, where it is known before
 */
public record Media(String fileName, String contentType, OptionalLong length, InputStream content) {

  @Override
  public String toString() {
    return "Media";
  }
}
