package dev.otpauth.spektif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SendingTest {

  @Test
  void abandonedRequestCanNotBegin() {
    var sending = new Sending();

    assertThat(sending.abandon()).isTrue();
    assertThatThrownBy(sending::begin).isInstanceOf(IllegalStateException.class);
    assertThat(sending.abandon()).isTrue();
  }

  @Test
  void begunRequestIsNeverCalledUnsent() {
    var sending = new Sending();
    sending.begin();

    assertThat(sending.abandon()).isFalse();
  }

  @Test
  void requestIsNotWrittenTwice() {
    var sending = new Sending();
    sending.begin();

    assertThatThrownBy(sending::begin).isInstanceOf(IllegalStateException.class);
  }
}
