package dev.otpauth.spektif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.provider.Refused;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.VerifyResult;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("wire")
class VerifyTest extends SpektifTest {

  private VerifyResult verify() {
    var result = provider.verify(REFERENCE, DESTINATION, CODE);
    assertThat(spektif.requests()).hasSize(1);
    return result;
  }

  @Test
  void rightCodeMatches() {
    spektif.verifies();

    assertThat(verify()).isEqualTo(new VerifyResult.Matched(Instant.parse("2026-03-02T03:30:00Z")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"otp_another\"", "1", "[]", "\"OTP_A1B2C3D4-E5F6-7890-ABCD-EF1234567890\""})
  void successOfAnotherReferenceIsUnknown(String echo) {
    spektif.answers(
        "verify",
        200,
        RecordedBodies.file("verify-200.json").replace("\"" + SpektifStub.REFERENCE + "\"", echo));

    assertThat(verify()).isEqualTo(Unknown.LOST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\" " + SpektifStub.REFERENCE + " \""})
  void successNeedNotNameItsReference(String echo) {
    spektif.answers(
        "verify",
        200,
        RecordedBodies.file("verify-200.json").replace("\"" + SpektifStub.REFERENCE + "\"", echo));

    assertThat(verify()).isInstanceOf(VerifyResult.Matched.class);
  }

  @Test
  void successWithoutAnyDataMatchesNow() {
    spektif.answers("verify", 200, "{\"status\":\"success\",\"remark\":\"otp_verified\"}");

    assertThat(verify()).isEqualTo(new VerifyResult.Matched(SpektifSlice.NOW));
  }

  @Test
  void wrongCodeTellsWhatRemains() {
    spektif.saysWrongCode();

    assertThat(verify()).isEqualTo(new VerifyResult.Mismatched(OptionalInt.of(3)));
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "\"4\", 4", "1.0, 1"})
  void remainingAttemptsAreReadInAnyForm(String written, int remaining) {
    spektif.answers(
        "verify",
        200,
        RecordedBodies.file("verify-invalid-code.json").replace("\": 3", "\": " + written));

    assertThat(verify()).isEqualTo(new VerifyResult.Mismatched(OptionalInt.of(remaining)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-1", "null", "\"many\"", "2.5", "1e400", "99999999999999999999", "{}", "true"})
  void remainingAttemptsAreNeverInvented(String written) {
    spektif.answers(
        "verify",
        422,
        RecordedBodies.file("verify-invalid-code.json").replace("\": 3", "\": " + written));

    assertThat(verify()).isEqualTo(new VerifyResult.Mismatched(OptionalInt.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "\"0\"", "0.0"})
  void wrongCodeWithNothingLeftIsExhausted(String written) {
    spektif.answers(
        "verify",
        400,
        RecordedBodies.file("verify-invalid-code.json").replace("\": 3", "\": " + written));

    assertThat(verify()).isEqualTo(new VerifyResult.Exhausted());
  }

  @ParameterizedTest
  @CsvSource({"400, max_attempts_exceeded", "200, too many attempts", "422, attempts-exhausted"})
  void remarkAboutAttemptsIsExhausted(int status, String remark) {
    spektif.answers("verify", status, RecordedBodies.error(remark));

    assertThat(verify()).isEqualTo(new VerifyResult.Exhausted());
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 402, 403, 404, 419, 422})
  void documentedErrorMeansTheSameUnderAnyHttpStatus(int status) {
    spektif.answers("verify", status, RecordedBodies.file("verify-invalid-code.json"));

    assertThat(verify()).isEqualTo(new VerifyResult.Mismatched(OptionalInt.of(3)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"template_not_found", "user_not_found"})
  void whatElseIsNotFoundIsNotTheReference(String remark) {
    spektif.answers("verify", 200, RecordedBodies.error(remark));

    assertThat(verify()).isEqualTo(Unknown.ANSWERED);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 410})
  void expiredCodeIsExpired(int status) {
    spektif.answers("verify", status, RecordedBodies.file("verify-expired.json"));

    assertThat(verify()).isEqualTo(new VerifyResult.Expired());
  }

  @ParameterizedTest
  @CsvSource({
    "200, not_found",
    "200, reference_not_found",
    "400, invalid_reference",
    "422, Unknown reference"
  })
  void lostReferenceIsExpired(int status, String remark) {
    spektif.answers("verify", status, RecordedBodies.error(remark));
    var before = lostCalls();

    assertThat(verify()).isEqualTo(new VerifyResult.Expired());
    assertThat(lostCalls()).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @CsvSource({"400, already_verified", "200, verified", "409, OTP_ALREADY_VERIFIED"})
  void alreadyVerifiedIsLeftToTheStatus(int status, String remark) {
    spektif.answers("verify", status, RecordedBodies.error(remark));

    assertThat(verify()).isEqualTo(Unknown.ANSWERED);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 405, 422, 500, 503})
  void unreadableAnswerIsUnknown(int status) {
    spektif.answers("verify", status, RecordedBodies.file("gateway-error.html"));

    assertThat(verify()).isEqualTo(Unknown.LOST);
  }

  @Test
  void serverErrorIsUnknownWhateverItSays() {
    spektif.answers("verify", 500, RecordedBodies.file("verify-invalid-code.json"));

    assertThat(verify()).isEqualTo(Unknown.LOST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exception", "moon_in_the_wrong_phase", "wrong_code"})
  void unexplainedErrorLeavesOpenWhetherTheAttemptCounted(String remark) {
    spektif.answers("verify", 200, RecordedBodies.error(remark));

    assertThat(verify()).isEqualTo(Unknown.ANSWERED);
  }

  @Test
  void failedValidationCountsNoAttempt() {
    spektif.answers("verify", 200, RecordedBodies.error("validation_error"));

    assertThat(verify()).isEqualTo(new Refused(Refused.Cause.OTHER));
  }

  @Test
  void throttleIsOneWhateverItsRemark() {
    spektif.answers("verify", 429, RecordedBodies.error("too_many_attempts"));

    assertThat(verify()).isEqualTo(new Throttled(Duration.ofSeconds(60)));
  }

  @Test
  void throttledVerifyIsThrottled() {
    spektif.answers("verify", 200, RecordedBodies.file("send-429.json"));

    assertThat(verify()).isEqualTo(new Throttled(Duration.ofSeconds(542)));
  }

  private static double lostCalls() {
    return AdapterMeters.calls(context, "verify", "lost");
  }
}
