package dev.otpauth.spektif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.VerifyResult;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests success responses that name a number. */
class DestinationCheckTest extends SpektifTest {

  private void answersWith(String echo) {
    for (var operation : List.of("send", "resend", "verify")) {
      var body = RecordedBodies.file(operation + "-200.json");
      spektif.answers(
          operation, 200, body.replace("\"reference_id\"", echo + ", \"reference_id\""));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"mobile\": \"6281234567891\"",
        "\"mobile\": 6281234567891",
        "\"destination_number\": \"+62 812-3456-7891\"",
        "\"destination_number\": \"081234567891\"",
        "\"destination_number\": \"(+62)\u00a0812\u20113456\u20117891\"",
        "\"destination_number\":"
            + " \"\u0666\u0662\u0668\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u0661\"",
        "\"mobile\": \"6281234567890123\"",
        "\"mobile\": \"6281234567890\", \"destination_number\": \"6281234567891\""
      })
  void successOfAnotherNumberIsNotTaken(String echo) {
    answersWith(echo);

    assertThat(provider.send(DESTINATION, SENDER)).isEqualTo(Unknown.LOST);
    assertThat(provider.resend(REFERENCE, DESTINATION)).isEqualTo(Unknown.LOST);
    assertThat(provider.verify(REFERENCE, DESTINATION, CODE)).isEqualTo(Unknown.LOST);
    assertThat(spektif.requests()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"mobile\": \"6281234567890\"",
        "\"mobile\": 81234567890, \"mobile_code\": \"62\"",
        "\"destination_number\": \"+62 812-3456-7890\"",
        "\"destination_number\": \"081234567890\"",
        "\"destination_number\": \"0062 (812) 34567890\"",
        "\"destination_number\": \"+62 (0)812\u20113456\u20117890\u202c\"",
        "\"destination_number\": \"tel:+6281234567890\"",
        "\"mobile\": \"\uff0b\uff16\uff1281234567890\"",
        "\"mobile\": \"62812********890\"",
        "\"mobile\": \"7890\"",
        "\"mobile\": null",
        "\"mobile\": {}"
      })
  void numberThatContradictsNothingIsNoHindrance(String echo) {
    answersWith(echo);

    assertThat(provider.send(DESTINATION, SENDER)).isInstanceOf(SendResult.Accepted.class);
    assertThat(provider.resend(REFERENCE, DESTINATION)).isInstanceOf(SendResult.Accepted.class);
    assertThat(provider.verify(REFERENCE, DESTINATION, CODE))
        .isInstanceOf(VerifyResult.Matched.class);
  }
}
