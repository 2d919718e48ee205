package dev.otpauth.spektif;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpHeaders;

/** Unclassified responses are logged once for each kind, without their values. */
@ExtendWith(OutputCaptureExtension.class)
class UnclassifiedResponsesTest {

  private static final ResponseClassifier CLASSIFIER =
      new ResponseClassifier(
          new FaultTable(new ConfiguredRemarks(Map.of())),
          Clock.fixed(SpektifSlice.NOW, ZoneOffset.UTC));

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final UnclassifiedResponses unclassified = new UnclassifiedResponses(meters);

  private void answer(String body) {
    var answer = new HttpResult.Answer(200, new HttpHeaders(), body.getBytes(UTF_8));
    unclassified.take(Operation.SEND, CLASSIFIER.classify(Operation.SEND, answer));
  }

  private double count(String remark) {
    return meters
        .get("spektif.unclassified")
        .tags("operation", "send", "remark", remark)
        .counter()
        .count();
  }

  @Test
  void eachIsCountedAndTheFirstOfItsKindLoggedWithItsShape(CapturedOutput output) {
    var body =
        """
        {"remark": "Template_Paused", "status": "error", "message": ["To 6281234567890."],
         "data": {"code": 132015, "6281234567890": {"wamid": "w-1"}, "at": null}}
        """;
    answer(body);
    answer(body);

    assertThat(count("template_paused")).isEqualTo(2);
    assertThat(output.getAll())
        .containsOnlyOnce("Spektif sent a response that this service cannot classify")
        .contains("remark=\"template_paused\"")
        .contains(
            "shape=\"{data:{?:{wamid:string},at:null,code:number},message:[string],"
                + "remark:string,status:string}\"")
        .doesNotContain("6281234567890")
        .doesNotContain("132015")
        .doesNotContain("w-1");
  }

  @Test
  void numberInARemarkIsNotShown(CapturedOutput output) {
    answer(RecordedBodies.error("no_contact_6281234567890_here"));

    assertThat(count("no_contact_N_here")).isOne();
    assertThat(output.getAll()).doesNotContain("6281234567890");
  }

  @Test
  void answerWithoutRemarkIsNone() {
    answer("<html>");
    answer("{\"status\":\"error\"}");

    assertThat(count("none")).isEqualTo(2);
  }

  @Test
  void kindsAreBounded(CapturedOutput output) {
    for (var i = 0; i < 500; i++) {
      answer(RecordedBodies.error("word_" + "x".repeat(1 + i % 100) + (char) ('a' + i / 100)));
    }

    assertThat(meters.getMeters()).hasSizeLessThanOrEqualTo(51);
    assertThat(count("other")).isGreaterThan(400);
    assertThat(output.getAll().split("does not know", -1)).hasSizeLessThanOrEqualTo(52);
  }
}
