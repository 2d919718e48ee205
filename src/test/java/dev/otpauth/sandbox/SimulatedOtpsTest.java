package dev.otpauth.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.sandbox.OtpSendOutcome.Sent;
import dev.otpauth.sandbox.OtpVerifyOutcome.Closed;
import dev.otpauth.sandbox.OtpVerifyOutcome.Exhausted;
import dev.otpauth.sandbox.OtpVerifyOutcome.Matched;
import dev.otpauth.sandbox.OtpVerifyOutcome.Mismatched;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulatedOtpsTest {

  private static final Msisdn PHONE = new Msisdn("6281200000001");
  private static final Msisdn SENDER = new Msisdn("628001234567");

  private final MutableClock clock = new MutableClock();
  private final SimulatedOtps otps = new SimulatedOtps(clock, new SecureRandom(), 10_000);

  @Test
  void codesHaveSixDigitsAndKeepTheirLeadingZeros() {
    var zeros = new SimulatedOtps(clock, () -> 0L, 10);
    assertThat(sent(zeros.send(PHONE, SENDER)).code()).isEqualTo("000000");
    assertThat(send().code()).matches("[0-9]{6}");
  }

  @Test
  void codeWorksUntilItsFiveMinutesAreOver() {
    var inTime = send();
    clock.advance(Duration.ofMinutes(5).minusNanos(1));
    assertThat(otps.verify(inTime.reference(), inTime.code())).isInstanceOf(Matched.class);

    var tooLate = send();
    clock.advance(Duration.ofMinutes(5));
    assertThat(otps.verify(tooLate.reference(), tooLate.code())).isEqualTo(new Closed());
    assertThat(status(tooLate)).isEqualTo(SimulatedOtpStatus.EXPIRED);
  }

  @Test
  void messageIsDeliveredAfterTwoSeconds() {
    var otp = send();
    assertThat(status(otp)).isEqualTo(SimulatedOtpStatus.SENT);
    clock.advance(Duration.ofSeconds(2).minusNanos(1));
    assertThat(status(otp)).isEqualTo(SimulatedOtpStatus.SENT);
    clock.advance(Duration.ofNanos(1));
    assertThat(status(otp)).isEqualTo(SimulatedOtpStatus.DELIVERED);
  }

  @Test
  void fifthWrongCodeIsTheLast() {
    var otp = send();
    for (var remaining = 4; remaining > 0; remaining--) {
      assertThat(otps.verify(otp.reference(), wrong(otp))).isEqualTo(new Mismatched(remaining));
    }
    assertThat(status(otp)).isEqualTo(SimulatedOtpStatus.SENT);
    assertThat(otps.verify(otp.reference(), wrong(otp))).isEqualTo(new Mismatched(0));
    assertThat(status(otp)).isEqualTo(SimulatedOtpStatus.FAILED);
    assertThat(otps.verify(otp.reference(), otp.code())).isEqualTo(new Exhausted());
    assertThat(current(otp).attempts()).isEqualTo(5);
  }

  @Test
  void rightCodeOnTheFifthAttemptCounts() {
    var otp = send();
    IntStream.range(0, 4).forEach(_ -> otps.verify(otp.reference(), wrong(otp)));
    assertThat(otps.verify(otp.reference(), otp.code())).isInstanceOf(Matched.class);
    assertThat(status(otp)).isEqualTo(SimulatedOtpStatus.VERIFIED);
    assertThat(current(otp).attempts()).isEqualTo(5);
  }

  @Test
  void codeWorksOnce() {
    var otp = send();
    assertThat(otps.verify(otp.reference(), otp.code())).isInstanceOf(Matched.class);
    assertThat(otps.verify(otp.reference(), otp.code())).isEqualTo(new Closed());
    assertThat(otps.resend(otp.reference())).isEqualTo(new OtpSendOutcome.Used());
    clock.advance(Duration.ofHours(1));
    assertThat(status(otp)).isEqualTo(SimulatedOtpStatus.VERIFIED);
  }

  @Test
  void parallelVerifiesOfTheRightCodeSucceedOnce() {
    var otp = send();
    var matched =
        IntStream.range(0, 50)
            .parallel()
            .mapToObj(_ -> otps.verify(otp.reference(), otp.code()))
            .filter(Matched.class::isInstance)
            .count();
    assertThat(matched).isEqualTo(1);
  }

  @Test
  void resendReplacesTheCode() {
    var first = send();
    var second = sent(otps.resend(first.reference()));
    assertThat(second.reference()).isNotEqualTo(first.reference());
    assertThat(second.destination()).isEqualTo(PHONE);
    assertThat(status(first)).isEqualTo(SimulatedOtpStatus.EXPIRED);
    assertThat(otps.verify(first.reference(), first.code())).isEqualTo(new Closed());
    assertThat(otps.verify(second.reference(), second.code())).isInstanceOf(Matched.class);
  }

  @Test
  void undeliverableCodeFailsWithoutAnAttempt() {
    var otp = sent(otps.send(new Msisdn("6281200000404"), SENDER));
    assertThat(status(otp)).isEqualTo(SimulatedOtpStatus.SENT);
    assertThat(otps.verify(otp.reference(), otp.code())).isEqualTo(new Closed());
    clock.advance(Duration.ofSeconds(2));
    assertThat(status(otp)).isEqualTo(SimulatedOtpStatus.FAILED);
    assertThat(current(otp).attempts()).isZero();
  }

  @Test
  void neitherNumberNorCodeIsPrinted() {
    var otp = send();
    assertThat(new Sent(otp) + otp.toString() + OtpMessage.of(otp))
        .doesNotContain(PHONE.digits(), otp.code() + "]", "code=");
  }

  private SimulatedOtp send() {
    return sent(otps.send(PHONE, SENDER));
  }

  private static SimulatedOtp sent(OtpSendOutcome outcome) {
    assertThat(outcome).isInstanceOf(Sent.class);
    return ((Sent) outcome).otp();
  }

  private static String wrong(SimulatedOtp otp) {
    return otp.code().equals("111111") ? "222222" : "111111";
  }

  private SimulatedOtp current(SimulatedOtp otp) {
    return otps.find(otp.reference()).orElseThrow();
  }

  private SimulatedOtpStatus status(SimulatedOtp otp) {
    return current(otp).status(clock.instant());
  }
}
