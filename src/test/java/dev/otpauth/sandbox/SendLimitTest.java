package dev.otpauth.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.sandbox.SendOutcome.Sent;
import dev.otpauth.sandbox.SendOutcome.Throttled;
import dev.otpauth.sandbox.VerifyOutcome.Matched;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SendLimitTest {

  private static final Msisdn PHONE = new Msisdn("6281200000001");
  private static final Msisdn SENDER = new Msisdn("628001234567");

  private final MovableClock clock = new MovableClock();
  private final SimulatedOtps book = new SimulatedOtps(clock, new SecureRandom(), 10_000);

  @Test
  void thirdSendPassesAndTheFourthWaitsForTheOldestToLeaveTheWindow() {
    var first = send();
    clock.advance(Duration.ofMinutes(1));
    sent(book.resend(first.reference()));
    clock.advance(Duration.ofMillis(57_001));
    send();
    assertThat(book.send(PHONE, SENDER)).isEqualTo(new Throttled(483));
    assertThat(book.send(new Msisdn("6281200000002"), SENDER)).isInstanceOf(Sent.class);

    clock.advance(Duration.ofMillis(482_999).minusNanos(1));
    assertThat(book.send(PHONE, SENDER)).isEqualTo(new Throttled(1));
    clock.advance(Duration.ofNanos(1));
    assertThat(book.send(PHONE, SENDER)).isInstanceOf(Sent.class);
    assertThat(book.send(PHONE, SENDER)).isEqualTo(new Throttled(60));
  }

  @Test
  void throttledResendLeavesTheCodeAsItIs() {
    send();
    send();
    var last = send();
    assertThat(book.resend(last.reference())).isEqualTo(new Throttled(600));
    assertThat(book.verify(last.reference(), last.code())).isInstanceOf(Matched.class);
  }

  @Test
  void oldestCodeIsForgottenWhenTheBookIsFull() {
    var small = new SimulatedOtps(clock, new SecureRandom(), 2);
    var oldest = sent(small.send(PHONE, SENDER));
    var older = sent(small.send(PHONE, SENDER));
    var newest = sent(small.send(PHONE, SENDER));
    assertThat(small.newestFirst()).containsExactly(newest, older);
    assertThat(small.resend(oldest.reference())).isEqualTo(new SendOutcome.UnknownReference());
  }

  private SimulatedOtp send() {
    return sent(book.send(PHONE, SENDER));
  }

  private static SimulatedOtp sent(SendOutcome outcome) {
    assertThat(outcome).isInstanceOf(Sent.class);
    return ((Sent) outcome).otp();
  }
}
