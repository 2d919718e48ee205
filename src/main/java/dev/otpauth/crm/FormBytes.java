package dev.otpauth.crm;

import dev.otpauth.problem.FieldFault;
import dev.otpauth.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a form with limits: 16 KiB besides the file, 10 minutes for everything; each
 * read waits at most for the connection's timeout. Outside the file it returns single bytes, so
 * that {@link #position} is exactly where the parser is.
 */
final class FormBytes extends InputStream {

  static final int MAX_FIELD_BYTES = 16 * 1024;
  static final Duration TIMEOUT = Duration.ofMinutes(10);

  /** The part of the form that is being read. */
  enum Region {
    FIELDS,
    FILE,
    END
  }

  private final InputStream body;
  private final Clock clock;
  private final Instant deadline;
  private Region region = Region.FIELDS;
  private long position;
  private int fieldBytes;
  private @Nullable FieldFault fault;

  FormBytes(InputStream body, Clock clock) {
    this.body = body;
    this.clock = clock;
    this.deadline = clock.instant().plus(TIMEOUT);
  }

  void enter(Region next) {
    region = next;
  }

  /** The number of bytes read so far. */
  long position() {
    return position;
  }

  /** Why reading was stopped; empty if it was not. */
  Optional<FieldFault> fault() {
    return Optional.ofNullable(fault);
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (clock.instant().isAfter(deadline)) {
      throw stop(FieldFault.invalid("body", "validation.upload"));
    }
    if (region == Region.FILE) {
      return counted(readBody(buffer, offset, length));
    }
    var n = counted(readBody(buffer, offset, Math.min(1, length)));
    fieldBytes += Math.max(n, 0);
    if (fieldBytes > MAX_FIELD_BYTES) {
      throw stop(
          new FieldFault(
              ProblemType.PAYLOAD_TOO_LARGE, "form", "body", "validation.form", List.of()));
    }
    return n;
  }

  private int counted(int n) {
    position += Math.max(n, 0);
    return n;
  }

  private int readBody(byte[] buffer, int offset, int length) throws IOException {
    try {
      return body.read(buffer, offset, length);
    } catch (IOException e) {
      fault = FieldFault.invalid("body", "validation.upload");
      throw e;
    }
  }

  private IOException stop(FieldFault why) {
    fault = why;
    return new IOException("the form exceeds its limits");
  }
}
