package dev.otpauth.spektif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguredRemarksTest {

  private static FaultTable with(String remark, RemarkMeaning category) {
    return new FaultTable(new ConfiguredRemarks(Map.of(remark, category)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"whatsapp_error", "whatsapp-error", "whatsapp.error", "WhatsApp Error"})
  void remarkIsFoundHoweverTheSettingWritesIt(String setting) {
    var table = with(setting, RemarkMeaning.NOT_SENT);

    assertThat(table.category(ResponseFacts.ofError(Operation.SEND, "whatsapp_error")))
        .isEqualTo(ResponseCategory.REFUSED_OTHER);
    assertThat(table.category(ResponseFacts.ofError(Operation.SEND, "whatsapp_failed")))
        .isEqualTo(ResponseCategory.UNCLASSIFIED);
  }

  @ParameterizedTest
  @CsvSource({
    "SEND, NOT_SENT, REFUSED_OTHER",
    "SEND, UNKNOWN, EXCEPTION",
    "SEND, ACCOUNT, REFUSED_ACCOUNT",
    "SEND, DESTINATION, REFUSED_DESTINATION",
    "RESEND, THROTTLED, THROTTLED",
    "HISTORY, MAINTENANCE, MAINTENANCE",
    "VERIFY, WRONG_CODE, MISMATCHED",
    "VERIFY, EXPIRED, EXPIRED",
    "VERIFY, EXHAUSTED, EXHAUSTED",
    "VERIFY, LOST, LOST",
    "RESEND, EXPIRED, REFUSED_REFERENCE",
    "STATUS, EXHAUSTED, REFUSED_REFERENCE",
    "SEND, WRONG_CODE, REFUSED_OTHER",
    "SEND, LOST, REFUSED_OTHER"
  })
  void meaningDependsOnWhatWasAsked(
      Operation operation, RemarkMeaning placed, ResponseCategory category) {
    assertThat(with("new_word", placed).category(ResponseFacts.ofError(operation, "new_word")))
        .isEqualTo(category);
  }

  @ParameterizedTest
  @EnumSource(RemarkMeaning.class)
  void noMeaningMakesASuccessOfAnError(RemarkMeaning placed) {
    for (var operation : Operation.values()) {
      assertThat(placed.of(operation)).isNotEqualTo(ResponseCategory.ACCEPTED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"otp_sent", "OTP_VERIFIED", "otp.history"})
  void remarkOfSuccessIsRefused(String remark) {
    assertThatThrownBy(() -> with(remark, RemarkMeaning.NOT_SENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("spektif.remarks." + remark + " must not be a success remark");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"exception", "rate_limit_exceeded", "validation_error", "expired", "max_attempts"})
  void remarkThatTheTableKnowsIsRefused(String remark) {
    assertThatThrownBy(() -> with(remark, RemarkMeaning.NOT_SENT))
        .hasMessage("spektif.remarks." + remark + " is already known: remove the setting");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "---", "é"})
  void remarkWithoutAWordIsRefused(String remark) {
    assertThatThrownBy(() -> with(remark, RemarkMeaning.NOT_SENT))
        .hasMessageContaining("must name a remark");
  }

  @Test
  void remarkThatIsSetTwiceIsRefused() {
    var twice = Map.of("new_word", RemarkMeaning.LOST, "new-word", RemarkMeaning.EXPIRED);

    assertThatThrownBy(() -> new ConfiguredRemarks(twice)).hasMessageEndingWith("is set twice");
  }
}
