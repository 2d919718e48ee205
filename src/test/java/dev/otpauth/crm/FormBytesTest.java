package dev.otpauth.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.otpauth.MovableClock;
import dev.otpauth.problem.ProblemType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tests the limits of a form: size, rate and time. */
class FormBytesTest {

  private final MovableClock clock = new MovableClock();
  private final FormBytes bytes = new FormBytes(new ByteArrayInputStream(new byte[100_000]), clock);

  @Test
  void outsideOfTheFileBytesComeOneByOneSoThatThePositionIsTheReaders() throws IOException {
    assertThat(bytes.read(new byte[4096])).isOne();
    assertThat(bytes.position()).isOne();
    bytes.enter(FormBytes.Region.FILE);
    assertThat(bytes.read(new byte[4096])).isEqualTo(4096);
    assertThat(bytes.position()).isEqualTo(4097);
    bytes.enter(FormBytes.Region.END);
    assertThat(bytes.read(new byte[4096])).isOne();
  }

  @Test
  void besidesItsFileAFormHasAtMostSixteenKibibytes() throws IOException {
    bytes.readNBytes(FormBytes.MAX_FIELD_BYTES);
    assertThat(bytes.fault()).isEmpty();
    assertThatIOException().isThrownBy(bytes::read);
    assertThat(bytes.fault())
        .hasValueSatisfying(it -> assertThat(it.type()).isEqualTo(ProblemType.PAYLOAD_TOO_LARGE));
  }

  @Test
  void theFileDoesNotCount() throws IOException {
    bytes.enter(FormBytes.Region.FILE);
    assertThat(bytes.readAllBytes()).hasSize(100_000);
  }

  @Test
  void aFormThatTricklesInIsGivenUp() throws IOException {
    bytes.enter(FormBytes.Region.FILE);
    for (var read = 0; read < 10; read++) {
      clock.advance(Duration.ofMinutes(1));
      assertThat(bytes.read()).isZero();
    }
    clock.advance(Duration.ofMillis(1));
    assertThatIOException().isThrownBy(bytes::read);
    assertThat(bytes.fault())
        .hasValueSatisfying(it -> assertThat(it.messageKey()).isEqualTo("validation.upload"));
  }

  @Test
  void whatDoesNotArriveIsToldApartFromWhatIsWrong() {
    var lost =
        new FormBytes(
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("reset");
              }

              @Override
              public int read(byte[] buffer, int offset, int most) throws IOException {
                throw new IOException("reset");
              }
            },
            clock);
    assertThatIOException().isThrownBy(lost::read);
    assertThat(lost.fault())
        .hasValueSatisfying(it -> assertThat(it.messageKey()).isEqualTo("validation.upload"));
  }
}
