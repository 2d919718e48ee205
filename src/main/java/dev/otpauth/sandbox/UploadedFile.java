package dev.otpauth.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.MediaType;
import org.springframework.util.StringUtils;

/**
 * A file of a request, read as a stream. Only its first bytes are held, and only during the
 * request.
 *
 * @param size in bytes
 * @param sha256 of the whole file, in hex
 * @param beginning the first bytes, at most {@link #MAX_HELD_BYTES}
 */
record UploadedFile(
    String name, String type, long size, String sha256, ByteArrayResource beginning) {

  static final int MAX_HELD_BYTES = 512 * 1024;

  private static final HexFormat HEX = HexFormat.of();
  private static final int BUFFER = 16 * 1024;
  private static final byte[] PNG = HEX.parseHex("89504e470d0a1a0a");
  private static final byte[] JPEG = HEX.parseHex("ffd8ff");

  static UploadedFile read(String name, String type, InputStream in) throws IOException {
    var digest = newDigest();
    var beginning = new ByteArrayOutputStream();
    var buffer = new byte[BUFFER];
    var size = 0L;
    for (int n; (n = in.read(buffer)) >= 0; size += n) {
      digest.update(buffer, 0, n);
      beginning.write(buffer, 0, Math.min(n, MAX_HELD_BYTES - beginning.size()));
      yieldCarrier();
    }
    var held = new ByteArrayResource(beginning.toByteArray());
    return new UploadedFile(name, type, size, HEX.formatHex(digest.digest()), held);
  }

  /** Returns the image type by the first bytes, whatever the name; empty if it is no image. */
  Optional<MediaType> pictureType() {
    if (beginsWith(PNG)) {
      return Optional.of(MediaType.IMAGE_PNG);
    }
    return beginsWith(JPEG) ? Optional.of(MediaType.IMAGE_JPEG) : Optional.empty();
  }

  boolean isFullyHeld() {
    return beginning.contentLength() == size;
  }

  /** Returns the extension of its name in lower case; empty if it has none. */
  String extension() {
    return Objects.requireNonNullElse(StringUtils.getFilenameExtension(name), "")
        .toLowerCase(Locale.ROOT);
  }

  /**
   * Yields the carrier thread. A virtual thread whose socket always has data never leaves it, so
   * two large files would block all other requests until they time out.
   */
  @SuppressWarnings("ThreadPriorityCheck")
  private static void yieldCarrier() {
    Thread.yield();
  }

  private boolean beginsWith(byte[] magic) {
    var bytes = beginning.getByteArray();
    return bytes.length >= magic.length
        && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  @Override
  public String toString() {
    return "UploadedFile[%s bytes]".formatted(size);
  }
}
