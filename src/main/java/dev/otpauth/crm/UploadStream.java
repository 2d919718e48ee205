package dev.otpauth.crm;

import dev.otpauth.problem.FieldFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Streams a file as it arrives. Reading fails, before the end of the stream (and before the last
 * bytes if the length is known), if the file is too large for its field, the form does not end
 * properly after it, or it does not arrive.
 */
final class UploadStream extends InputStream {

  private final FormParts parts;
  private final FileField field;
  private final OptionalLong length;
  private final byte[] firstBytes;
  private final InputStream bytes;
  private long count;
  private boolean ended;

  /**
   * Creates the stream, and reads the file's first bytes.
   *
   * @param length in bytes; empty if unknown
   */
  UploadStream(FormParts parts, FileField field, OptionalLong length, InputStream file)
      throws IOException {
    this.parts = parts;
    this.field = field;
    this.length = length;
    this.firstBytes = file.readNBytes(FileFormat.FIRST_BYTES);
    this.bytes = new SequenceInputStream(new ByteArrayInputStream(firstBytes), file);
  }

  OptionalLong length() {
    return length;
  }

  byte[] firstBytes() {
    return firstBytes.clone();
  }

  /** Why reading was stopped; null if it was not. */
  @Nullable FieldFault fault() {
    return parts.fault();
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] buffer, int offset, int maxBytes) throws IOException {
    if (parts.fault() != null) {
      throw new IOException("the upload was rejected");
    }
    if (ended || maxBytes == 0) {
      return ended ? -1 : 0;
    }
    var n = parts.reading(() -> bytes.read(buffer, offset, maxBytes));
    if (n < 0) {
      end();
      return -1;
    }
    count += n;
    if (count > field.maxBytes()) {
      throw parts.stop(field.tooLarge());
    }
    if (count >= length.orElse(Long.MAX_VALUE)) {
      endAsDeclared();
    }
    return n;
  }

  private void endAsDeclared() throws IOException {
    if (count > length.getAsLong() || parts.reading(bytes::read) >= 0) {
      throw parts.stop(FormParts.MALFORMED);
    }
    end();
  }

  private void end() throws IOException {
    parts.end();
    if (count != length.orElse(count)) {
      throw parts.stop(FormParts.MALFORMED);
    }
    ended = true;
  }
}
