package dev.otpauth.caller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.MovableClock;
import dev.otpauth.ServiceTest;
import dev.otpauth.problem.Problems;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** A body is read whole, within its limits, or not at all. */
@ServiceTest
class BodyLimitTest {

  @Autowired Problems problems;

  private final MovableClock clock = new MovableClock();
  private final MockHttpServletResponse response = new MockHttpServletResponse();
  private final MockFilterChain chain = new MockFilterChain();
  private Trickle body = new Trickle(0, Duration.ZERO);

  @Test
  void aBodyOfTheGreatestSizeIsHandedOn() throws Exception {
    body = new Trickle(BodyLimit.MOST_BYTES, Duration.ZERO);
    limit(-1);
    var handedOn = chain.getRequest();
    assertThat(handedOn).isNotNull();
    assertThat(handedOn.getInputStream().readAllBytes()).hasSize(BodyLimit.MOST_BYTES);
  }

  @Test
  void ofALargerBodyOneByteTooManyIsRead() throws Exception {
    body = new Trickle(1_000_000, Duration.ZERO);
    limit(-1);
    refused(413, "payload_too_large");
    assertThat(body.read).isEqualTo(BodyLimit.MOST_BYTES + 1);
  }

  @Test
  void ofABodyThatDeclaresMoreNothingIsRead() throws Exception {
    body = new Trickle(1_000_000, Duration.ZERO);
    limit(BodyLimit.MOST_BYTES + 1);
    refused(413, "payload_too_large");
    assertThat(body.read).isZero();
  }

  @Test
  void aBodyThatTricklesInIsGivenUp() throws Exception {
    body = new Trickle(100, Duration.ofSeconds(1));
    limit(100);
    refused(400, "invalid_request");
    assertThat(body.read).isEqualTo(11);
  }

  private void refused(int status, String code) throws Exception {
    assertThat(chain.getRequest()).isNull();
    assertThat(response.getStatus()).isEqualTo(status);
    assertThat(response.getContentAsString()).contains("\"code\":\"%s\"".formatted(code));
  }

  private void limit(int declared) throws Exception {
    var request =
        new MockHttpServletRequest("POST", "/auth/otp/request") {
          @Override
          public ServletInputStream getInputStream() {
            return body;
          }

          @Override
          public long getContentLengthLong() {
            return declared;
          }
        };
    new BodyLimit(problems, clock).doFilter(request, response, chain);
  }

  /** One byte at a time, each after a while; at once where there is no while. */
  private final class Trickle extends ServletInputStream {

    private final int size;
    private final Duration pause;
    int read;

    Trickle(int size, Duration pause) {
      this.size = size;
      this.pause = pause;
    }

    @Override
    public int read() {
      clock.advance(pause);
      return read == size ? -1 : takeOne();
    }

    private int takeOne() {
      read++;
      return ' ';
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      clock.advance(pause);
      var n = pause.isZero() ? Math.min(length, size - read) : Math.min(1, size - read);
      read += n;
      return n == 0 ? -1 : n;
    }

    @Override
    public boolean isFinished() {
      return read == size;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("nobody here reads asynchronously");
    }
  }
}
