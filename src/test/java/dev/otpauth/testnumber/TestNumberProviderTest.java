package dev.otpauth.testnumber;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.MovableClock;
import dev.otpauth.ScriptedProvider;
import dev.otpauth.ScriptedProvider.Call;
import dev.otpauth.ServiceTest;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.provider.OtpCode;
import dev.otpauth.provider.OtpStatus;
import dev.otpauth.provider.Reference;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.StatusResult;
import dev.otpauth.provider.VerifyResult;
import dev.otpauth.testnumber.TestNumberProperties.TestNumber;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Test numbers never reach the provider, and expire. */
@ServiceTest
class TestNumberProviderTest {

  private static final PhoneNumber REVIEW = new PhoneNumber("+6281200000001");
  private static final PhoneNumber SUBSCRIBER = new PhoneNumber("+6281234567890");
  private static final PhoneNumber SENDER = new PhoneNumber("+628001234567");
  private static final OtpCode CODE = new OtpCode("424242");

  @Autowired ScriptedProvider real;
  @Autowired PhoneVault vault;
  @Autowired MovableClock clock;
  @Autowired ServiceTest.World world;
  private TestNumberProvider provider;

  @BeforeEach
  void oneTestNumber() {
    world.reset();
    provider = replica(REVIEW.e164());
  }

  private TestNumberProvider replica(String mobile) {
    var until = clock.instant().plus(Duration.ofDays(1));
    var numbers =
        new TestNumbers(
            new TestNumberProperties(List.of(new TestNumber(mobile, CODE.value(), until))),
            vault,
            clock);
    return new TestNumberProvider(real, numbers, clock);
  }

  @Test
  void itsCodeIsRightOnEveryReplicaAndNothingIsSent() {
    var reference = sent(provider);
    assertThat(replica("(+62) 812\u20110000\u20110001").verify(reference, REVIEW, CODE))
        .isInstanceOf(VerifyResult.Matched.class);
    assertThat(provider.verify(reference, REVIEW, new OtpCode("424243")))
        .isInstanceOf(VerifyResult.Mismatched.class);
    assertThat(real.messages()).isEmpty();
    assertThat(real.calls(Call.VERIFY)).isZero();
  }

  @Test
  void aResendGivesAnotherReference() {
    var reference = sent(provider);
    var second = ((SendResult.Accepted) provider.resend(reference, REVIEW)).reference();
    assertThat(second).isNotEqualTo(reference);
    assertThat(provider.verify(second, REVIEW, CODE)).isInstanceOf(VerifyResult.Matched.class);
    assertThat(statusOf(second)).isEqualTo(OtpStatus.SENT);
  }

  @Test
  void afterItsEndItIsANumberLikeAnyOther() {
    var reference = sent(provider);
    clock.advance(Duration.ofDays(1));
    assertThat(provider.verify(reference, REVIEW, CODE)).isInstanceOf(VerifyResult.Expired.class);
    assertThat(statusOf(reference)).isEqualTo(OtpStatus.EXPIRED);
    provider.send(REVIEW, SENDER);
    assertThat(real.messages()).hasSize(1);
  }

  @Test
  void theCodeOfANumberThatIsConfiguredNoMoreIsExpired() {
    var reference = sent(provider);
    assertThat(replica("081200000002").verify(reference, REVIEW, CODE))
        .isInstanceOf(VerifyResult.Expired.class);
  }

  @Test
  void everybodyElsesCodesAreTheProviders() {
    var reference = ((SendResult.Accepted) provider.send(SUBSCRIBER, SENDER)).reference();
    assertThat(real.messages()).hasSize(1);
    provider.verify(reference, SUBSCRIBER, CODE);
    assertThat(real.calls(Call.VERIFY)).isEqualTo(1);
  }

  @Test
  void neitherNumberNorCodeIsPrinted() {
    var number = new TestNumber(REVIEW.e164(), CODE.value(), clock.instant());
    assertThat(new TestNumberProperties(List.of(number)) + " " + number)
        .doesNotContain("81200000001", CODE.value());
    assertThat(sent(provider).value()).doesNotContain("81200000001");
  }

  private static Reference sent(TestNumberProvider by) {
    return ((SendResult.Accepted) by.send(REVIEW, SENDER)).reference();
  }

  private OtpStatus statusOf(Reference reference) {
    return ((StatusResult.Found) provider.status(reference)).state().status();
  }
}
