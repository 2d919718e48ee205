package dev.otpauth.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.sandbox.OtpSendOutcome.Sent;
import dev.otpauth.sandbox.OtpSendOutcome.Throttled;
import dev.otpauth.sandbox.OtpVerifyOutcome.Matched;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SimulatedSendLimitTest {

  private static final Msisdn PHONE = new Msisdn("6281200000001");
  private static final Msisdn SENDER = new Msisdn("628001234567");

  private final MutableClock clock = new MutableClock();
  private final SimulatedOtps otps = new SimulatedOtps(clock, new SecureRandom(), 10_000);

  @Test
  void thirdSendPassesAndTheFourthWaitsForTheOldestToLeaveTheWindow() {
    var first = send();
    clock.advance(Duration.ofMinutes(1));
    sent(otps.resend(first.reference()));
    clock.advance(Duration.ofMillis(57_001));
    send();
    assertThat(otps.send(PHONE, SENDER)).isEqualTo(new Throttled(483));
    assertThat(otps.send(new Msisdn("6281200000002"), SENDER)).isInstanceOf(Sent.class);

    clock.advance(Duration.ofMillis(482_999).minusNanos(1));
    assertThat(otps.send(PHONE, SENDER)).isEqualTo(new Throttled(1));
    clock.advance(Duration.ofNanos(1));
    assertThat(otps.send(PHONE, SENDER)).isInstanceOf(Sent.class);
    assertThat(otps.send(PHONE, SENDER)).isEqualTo(new Throttled(60));
  }

  @Test
  void throttledResendLeavesTheCodeAsItIs() {
    send();
    send();
    var last = send();
    assertThat(otps.resend(last.reference())).isEqualTo(new Throttled(600));
    assertThat(otps.verify(last.reference(), last.code())).isInstanceOf(Matched.class);
  }

  @Test
  void oldestCodeIsForgottenWhenTheBookIsFull() {
    var small = new SimulatedOtps(clock, new SecureRandom(), 2);
    var oldest = sent(small.send(PHONE, SENDER));
    var older = sent(small.send(PHONE, SENDER));
    var newest = sent(small.send(PHONE, SENDER));
    assertThat(small.newestFirst()).containsExactly(newest, older);
    assertThat(small.resend(oldest.reference())).isEqualTo(new OtpSendOutcome.UnknownReference());
  }

  private SimulatedOtp send() {
    return sent(otps.send(PHONE, SENDER));
  }

  private static SimulatedOtp sent(OtpSendOutcome outcome) {
    assertThat(outcome).isInstanceOf(Sent.class);
    return ((Sent) outcome).otp();
  }
}
