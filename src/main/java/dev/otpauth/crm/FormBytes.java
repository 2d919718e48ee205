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
 * The bytes of a form: 16 KiB besides its file, all of it within 10 minutes. Each read waits at
 * most for the connection's time-out. Outside of the file they come one by one, so that {@link
 * #position} is where the reader is.
 */
final class FormBytes extends InputStream {

  static final int MOST_BESIDES = 16 * 1024;
  static final Duration PATIENCE = Duration.ofMinutes(10);

  /** What is read now. */
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
  private int besides;
  private @Nullable FieldFault fault;

  FormBytes(InputStream body, Clock clock) {
    this.body = body;
    this.clock = clock;
    this.deadline = clock.instant().plus(PATIENCE);
  }

  void nextIs(Region next) {
    region = next;
  }

  /** How many bytes have been read. */
  long position() {
    return position;
  }

  /** Why no more are to be had; empty where nothing is wrong with them. */
  Optional<FieldFault> fault() {
    return Optional.ofNullable(fault);
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] buffer, int offset, int most) throws IOException {
    if (clock.instant().isAfter(deadline)) {
      throw stop(FieldFault.invalid("body", "validation.upload"));
    }
    if (region == Region.FILE) {
      return counted(arrived(buffer, offset, most));
    }
    var n = counted(arrived(buffer, offset, Math.min(1, most)));
    besides += Math.max(n, 0);
    if (besides > MOST_BESIDES) {
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

  private int arrived(byte[] buffer, int offset, int most) throws IOException {
    try {
      return body.read(buffer, offset, most);
    } catch (IOException e) {
      fault = FieldFault.invalid("body", "validation.upload");
      throw e;
    }
  }

  private IOException stop(FieldFault why) {
    fault = why;
    return new IOException("the form was stopped");
  }
}
