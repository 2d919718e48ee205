package dev.otpauth.caller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.ServiceTest;
import dev.otpauth.problem.Problems;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** A body is read completely within its limit, or rejected. */
@ServiceTest
class BodyLimitTest {

  @Autowired Problems problems;

  private final MockHttpServletResponse response = new MockHttpServletResponse();
  private final MockFilterChain chain = new MockFilterChain();
  private Bytes body = new Bytes(0);

  @Test
  void aBodyOfTheGreatestSizeIsHandedOn() throws Exception {
    body = new Bytes(BodyLimit.MAX_BYTES);
    limit(-1);
    var handedOn = chain.getRequest();
    assertThat(handedOn).isNotNull();
    assertThat(handedOn.getInputStream().readAllBytes()).hasSize(BodyLimit.MAX_BYTES);
  }

  @Test
  void ofALargerBodyOneByteTooManyIsRead() throws Exception {
    body = new Bytes(1_000_000);
    limit(-1);
    refused(413, "payload_too_large");
    assertThat(body.read).isEqualTo(BodyLimit.MAX_BYTES + 1);
  }

  @Test
  void ofABodyThatDeclaresMoreNothingIsRead() throws Exception {
    body = new Bytes(1_000_000);
    limit(BodyLimit.MAX_BYTES + 1);
    refused(413, "payload_too_large");
    assertThat(body.read).isZero();
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
    new BodyLimit(problems).doFilter(request, response, chain);
  }

  /** A body of that size, which counts the bytes read. */
  private static final class Bytes extends ServletInputStream {

    private final int size;
    int read;

    Bytes(int size) {
      this.size = size;
    }

    @Override
    public int read() {
      return read == size ? -1 : takeOne();
    }

    private int takeOne() {
      read++;
      return ' ';
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      var n = Math.min(length, size - read);
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
