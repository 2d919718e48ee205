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
 * A file that came with a request. It was read as it came; only its beginning is held, and only
 * while the request is answered.
 *
 * @param size in bytes
 * @param sha256 of all of it, in hex
 * @param beginning at most {@link #MOST_HELD} bytes
 */
record UploadedFile(
    String name, String type, long size, String sha256, ByteArrayResource beginning) {

  static final int MOST_HELD = 512 * 1024;

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
      beginning.write(buffer, 0, Math.min(n, MOST_HELD - beginning.size()));
      letOthersOn();
    }
    var held = new ByteArrayResource(beginning.toByteArray());
    return new UploadedFile(name, type, size, HEX.formatHex(digest.digest()), held);
  }

  /** What its bytes are, whatever its name says; empty where it is no picture. */
  Optional<MediaType> pictureType() {
    if (beginsWith(PNG)) {
      return Optional.of(MediaType.IMAGE_PNG);
    }
    return beginsWith(JPEG) ? Optional.of(MediaType.IMAGE_JPEG) : Optional.empty();
  }

  boolean isHeldWhole() {
    return beginning.contentLength() == size;
  }

  /** Of its name, in lower case; empty without one. */
  String extension() {
    return Objects.requireNonNullElse(StringUtils.getFilenameExtension(name), "")
        .toLowerCase(Locale.ROOT);
  }

  /**
   * A virtual thread whose socket always has more never leaves its processor by itself: two large
   * files would hold up everybody, until the reads of the others time out.
   */
  @SuppressWarnings("ThreadPriorityCheck")
  private static void letOthersOn() {
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
