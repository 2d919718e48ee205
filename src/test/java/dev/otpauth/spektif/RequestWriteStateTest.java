package dev.otpauth.spektif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RequestWriteStateTest {

  @Test
  void abandonedRequestCanNotBegin() {
    var writeState = new RequestWriteState();

    assertThat(writeState.abandon()).isTrue();
    assertThatThrownBy(writeState::begin).isInstanceOf(IllegalStateException.class);
    assertThat(writeState.abandon()).isTrue();
  }

  @Test
  void begunRequestIsNeverCalledUnsent() {
    var writeState = new RequestWriteState();
    writeState.begin();

    assertThat(writeState.abandon()).isFalse();
  }

  @Test
  void requestIsNotWrittenTwice() {
    var writeState = new RequestWriteState();
    writeState.begin();

    assertThatThrownBy(writeState::begin).isInstanceOf(IllegalStateException.class);
  }
}
