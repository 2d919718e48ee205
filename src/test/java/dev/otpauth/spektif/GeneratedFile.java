package dev.otpauth.spektif;

import dev.otpauth.provider.Media;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** A file that is generated while it is read; counts and digests the bytes read. */
final class GeneratedFile extends InputStream {

  final AtomicLong read = new AtomicLong();

  private final long length;
  private final MessageDigest digest = sha256();
  private byte state;

  GeneratedFile(long length) {
    this.length = length;
  }

  Media known() {
    return new Media("annual report.pdf", "application/pdf", OptionalLong.of(length), this);
  }

  Media unknown() {
    return new Media("annual report.pdf", "application/pdf", OptionalLong.empty(), this);
  }

  byte[] checksum() {
    return digest.digest();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int most) {
    var count = (int) Math.min(most, length - read.get());
    if (count == 0) {
      return -1;
    }
    for (int i = 0; i < count; i++) {
      state = (byte) (state * 31 + 7 + i);
      into[offset + i] = state;
    }
    digest.update(into, offset, count);
    read.addAndGet(count);
    return count;
  }
}
