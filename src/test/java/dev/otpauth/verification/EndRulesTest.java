package dev.otpauth.verification;

import static dev.otpauth.verification.SampleVerifications.MOBILE;
import static dev.otpauth.verification.SampleVerifications.NOW;
import static dev.otpauth.verification.SampleVerifications.VAULT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.provider.OtpStatus;
import dev.otpauth.provider.Refused;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import dev.otpauth.provider.VerifyResult;
import dev.otpauth.throttle.PhoneCounters;
import dev.otpauth.throttle.ThrottledShare;
import dev.otpauth.verification.VerificationTable.AdoptedReference;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The changes made by the end of an operation, by a call or by settlement. */
class EndRulesTest {

  private static final Duration WAIT = Duration.ofSeconds(10);
  private static final Instant LATER = NOW.plusSeconds(7);
  private static final PhoneCounters GUESSED = new PhoneCounters(0, null, null, 1, NOW);
  private static final VerifyResult RIGHT = new VerifyResult.Matched(NOW);

  private final DecisionHarness harness = new DecisionHarness();
  private final OperationRows rows = harness.rows;
  private final EndRules rules = new EndRules(new ThrottledShare(), SampleVerifications.PROPERTIES);

  @Test
  void whatIsSentAdoptsItsReference() {
    var held = harness.with(SampleVerifications.sending());
    var after = rules.send(held, held, SampleVerifications.accepted("r1"), rows, LATER);
    assertThat(after.status()).isEqualTo(OtpStatus.SENT);
    assertThat(rows.adopted()).containsExactly(new AdoptedReference("r1", held.id(), LATER));
    assertThat(held.isUnsettled()).as("the row as it was loaded is not touched").isTrue();
  }

  @Test
  void aReferenceOfAnotherVerificationIsNotAdoptedAndTheSendIsLookedFor() {
    var held = harness.with(SampleVerifications.sending());
    rows.taken().add("r1");
    var after = rules.send(held, held, SampleVerifications.accepted("r1"), rows, LATER);
    assertThat(after.status()).isEqualTo(OtpStatus.PENDING);
    assertThat(after.isInFlight(held.inFlight().operationId())).isTrue();
    assertThat(after.isLeased(LATER)).isFalse();
    assertThat(rows.adopted()).isEmpty();
  }

  @Test
  void ofTwoInAGroupThatComeWithOneReferenceOneAdoptsIt() {
    var one = harness.with(SampleVerifications.sending());
    var other = harness.with(SampleVerifications.sending());
    rules.send(one, one, SampleVerifications.accepted("r1"), rows, LATER);
    var after = rules.send(other, other, SampleVerifications.accepted("r1"), rows, LATER);
    assertThat(after.status()).isEqualTo(OtpStatus.PENDING);
    assertThat(rows.adopted()).hasSize(1);
  }

  static Stream<SendResult> sends() {
    return Stream.of(
        SampleVerifications.accepted("r1"),
        new Refused(Refused.Cause.OTHER),
        new Throttled(WAIT),
        new Unreachable(WAIT),
        Unknown.LOST);
  }

  @ParameterizedTest
  @MethodSource("sends")
  void aSendThatSomebodyElseHasTakenOverStaysAsTheyLeaveIt(SendResult result) {
    var held = SampleVerifications.sending();
    var stored = harness.with(takenOver(held));
    assertThat(rules.send(held, stored, result, rows, LATER)).isSameAs(stored);
    assertThat(rules.lost(held, stored, rows, LATER)).isSameAs(stored);
    assertThat(harness.isChanged()).isFalse();
    assertThat(rows.adopted())
        .as("what was sent is nobody else's")
        .hasSize(result instanceof SendResult.Accepted ? 1 : 0);
  }

  @Test
  void whatWasNotFoundInTimeIsLost() {
    var held = harness.with(SampleVerifications.sending());
    var after = rules.lost(held, held, rows, LATER);
    assertThat(after.status()).isEqualTo(OtpStatus.FAILED);
    assertThat(rows.news()).hasSize(1);
  }

  /** How a verify ends, and the guesses of its number from then on. */
  static Stream<Arguments> verifies() {
    return Stream.of(
        Arguments.of(RIGHT, 0),
        Arguments.of(new VerifyResult.Mismatched(OptionalInt.empty()), 1),
        Arguments.of(new VerifyResult.Expired(), 1),
        Arguments.of(new VerifyResult.Exhausted(), 1),
        Arguments.of(new Refused(Refused.Cause.OTHER), 0),
        Arguments.of(new Throttled(WAIT), 0),
        Arguments.of(new Unreachable(WAIT), 0),
        Arguments.of(Unknown.LOST, 1));
  }

  @ParameterizedTest
  @MethodSource("verifies")
  void aGuessStaysCountedUnlessItWasRightOrCertainlyNotMade(VerifyResult result, int guesses) {
    var held = harness.with(SampleVerifications.verifying());
    harness.with(MOBILE, GUESSED);
    rules.verify(held, held, result, rows, LATER);
    assertThat(rows.throttle().phone(VAULT.digest(MOBILE)).guesses()).isEqualTo(guesses);
  }

  @ParameterizedTest
  @MethodSource("verifies")
  void whatSomebodyElseHasTakenOverStaysAsTheyLeaveItSaveForARightCode(
      VerifyResult result, int guesses) {
    var held = SampleVerifications.verifying();
    var stored = harness.with(takenOver(held));
    harness.with(MOBILE, GUESSED);
    var after = rules.verify(held, stored, result, rows, LATER);
    if (result.equals(RIGHT)) {
      assertThat(after.status()).isEqualTo(OtpStatus.VERIFIED);
      assertThat(after.conclusionOf(held.inFlight().operationId()))
          .contains(OperationResult.MATCHED);
      assertThat(rows.throttle().phone(VAULT.digest(MOBILE)).guesses()).isEqualTo(guesses);
    } else {
      assertThat(after).isSameAs(stored);
      assertThat(harness.isChanged()).isFalse();
    }
  }

  @Test
  void aRightCodeThatIsKnownToBeRightChangesNothing() {
    var held = SampleVerifications.verifying();
    var stored = harness.with(SampleVerifications.in(OtpStatus.VERIFIED));
    assertThat(rules.verify(held, stored, RIGHT, rows, LATER)).isSameAs(stored);
    assertThat(harness.isChanged()).isFalse();
  }

  private static Verification takenOver(Verification held) {
    var stored = held.copy();
    assertThat(stored.takeOver(UUID.randomUUID(), NOW.plus(PendingOperation.LEASE))).isTrue();
    return stored;
  }
}
