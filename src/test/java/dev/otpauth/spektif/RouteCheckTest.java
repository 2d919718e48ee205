package dev.otpauth.spektif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.provider.Refused;
import dev.otpauth.provider.VerifyResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP 404 means a missing reference only if a probe shows that the routes exist. */
class RouteCheckTest extends ProbedTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"remark\":\"not_found\",\"status\":\"error\"}", "<html>404</html>", ""})
  void missingRouteIsAFaultOfOurConfigurationAndCostsNoCode(String body) {
    spektif.answers("verify", 404, body);
    spektif.answers("history", 404, body);

    assertThat(calls.verify(REFERENCE, DESTINATION, CODE))
        .isEqualTo(new Refused(Refused.Cause.ACCOUNT));
    assertThat(String.valueOf(down().get("problem"))).contains("check spektif.base-url");
  }

  @Test
  void missingReferenceIsLostWhereTheRoutesAreThere() {
    knowsUs();
    spektif.answers("verify", 404, RecordedBodies.error("not_found"));
    spektif.answers("resend", 404, RecordedBodies.error("not_found"));
    spektif.answers("status", 404, RecordedBodies.error("not_found"));

    assertThat(calls.verify(REFERENCE, DESTINATION, CODE)).isEqualTo(new VerifyResult.Expired());
    assertThat(calls.resend(REFERENCE, DESTINATION))
        .isEqualTo(new Refused(Refused.Cause.REFERENCE));
    assertThat(calls.status(REFERENCE)).isEqualTo(new Refused(Refused.Cause.REFERENCE));
    assertThat(spektif.asked("history")).as("one probe tells for all").isOne();
    assertUp();
  }

  @ParameterizedTest
  @CsvSource({"419, <html>", "404, <html>", "404, ''", "404, {}"})
  void pageThatSaysNothingOfARowLosesNoReference(int status, String body) {
    knowsUs();
    spektif.answers("verify", status, body);
    spektif.answers("status", status, body);

    assertThat(calls.verify(REFERENCE, DESTINATION, CODE))
        .isEqualTo(new Refused(Refused.Cause.ACCOUNT));
    assertThat(calls.status(REFERENCE)).isEqualTo(new Refused(Refused.Cause.ACCOUNT));
  }

  @Test
  void probeThatFoundNothingIsNotRepeatedForEachCaller() {
    spektif.answers("verify", 404, RecordedBodies.error("not_found"));
    spektif.answers("history", 503, "");

    for (var i = 0; i < 5; i++) {
      assertThat(calls.verify(REFERENCE, DESTINATION, CODE))
          .isEqualTo(new Refused(Refused.Cause.ACCOUNT));
    }
    assertThat(spektif.asked("history")).isOne();
  }

  @Test
  void missingRouteOfASendIsNotProbed() {
    spektif.answers("send", 404, RecordedBodies.error("not_found"));

    assertThat(calls.send(DESTINATION, SENDER)).isEqualTo(new Refused(Refused.Cause.ACCOUNT));
    assertThat(spektif.asked("history")).isZero();
  }
}
