package dev.otpauth.spektif;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import dev.otpauth.provider.CrmResult;
import dev.otpauth.provider.CrmResult.Conflict;
import dev.otpauth.provider.CrmResult.Done;
import dev.otpauth.provider.CrmResult.Invalid;
import dev.otpauth.provider.CrmResult.NotFound;
import dev.otpauth.provider.Refused;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the results of contact and inbox responses, and the number of calls. */
class CrmTest extends SpektifTest {

  private static final Refused ACCOUNT = new Refused(Refused.Cause.ACCOUNT);

  static Stream<Operation> all() {
    return CrmCalls.operations().stream();
  }

  static Stream<Operation> queries() {
    return all().filter(Operation::isQuery);
  }

  static Stream<Operation> commands() {
    return all().filter(it -> !it.isQuery());
  }

  private static CrmResult call(Operation operation) {
    return crm.call(CrmCalls.of(operation));
  }

  private static CrmResult answered(Operation operation, int status, String body) {
    spektif.answers(operation.tag(), status, body);
    return call(operation);
  }

  @ParameterizedTest
  @CsvSource({
    "CONTACT_STORE, contact-store-200.json, contact",
    "CONTACT_UPDATE, contact-update-200.json, contact",
    "CONVERSATION_DETAILS, conversation-details-200.json, conversation",
    "SEND_MESSAGE, message-200.json, conversation_id",
    "SEND_TEMPLATE_MESSAGE, template-message-200.json, conversation_id"
  })
  void successHandsOnWhatCame(Operation operation, String file, String field) {
    var result = answered(operation, 200, RecordedBodies.file(file));

    assertThat(result).isInstanceOf(Done.class);
    assertThat(((Done) result).data().has(field)).isTrue();
    assertThat(spektif.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "CONTACT_DELETE, contact-delete-200.json",
    "CHANGE_CONVERSATION_STATUS, conversation-status-200.json"
  })
  void successWithoutDataIsAnEmptyObject(Operation operation, String file) {
    assertThat(((Done) answered(operation, 200, RecordedBodies.file(file))).data().isEmpty())
        .isTrue();
    assertThat(spektif.requests()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("all")
  void successOfAnotherRemarkIsUnknown(Operation operation) {
    var body = "{\"status\":\"success\",\"remark\":\"otp_sent\",\"data\":{\"id\":1}}";

    assertThat(answered(operation, 200, body)).isEqualTo(Unknown.ANSWERED);
    assertThat(spektif.requests()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("all")
  void validationErrorIsInvalidWithItsSentences(Operation operation) {
    assertThat(answered(operation, 200, RecordedBodies.file("validation-error.json")))
        .isEqualTo(
            new Invalid(
                List.of("The mobile has already been taken.", "The lastname field is required.")));
    assertThat(spektif.requests()).hasSize(1);
  }

  @Test
  void validationOfLaravelIsInvalidWithTheSentencesOfItsFields() {
    assertThat(
            answered(Operation.CONTACT_STORE, 422, RecordedBodies.file("validation-laravel.json")))
        .isEqualTo(
            new Invalid(
                List.of(
                    "The given data was invalid.",
                    "The mobile has already been taken.",
                    "The image must not be greater than 5120 kilobytes.")));
    assertThat(spektif.requests()).hasSize(1);
  }

  @Test
  void sentencesAreFewAndShort() {
    var long_ = "\"" + "x".repeat(5_000) + "\"";
    var messages = long_ + ",\"a\\r\\nb\",\"\"" + ",\"c\"".repeat(3) + ",\"d\",1,{}";
    var more = Stream.iterate(0, it -> it + 1).limit(50).map(it -> ",\"n" + it + "\"").toList();
    var body =
        "{\"status\":\"error\",\"remark\":\"validation_error\",\"message\":[%s%s]}"
            .formatted(messages, String.join("", more));

    var sentences = ((Invalid) answered(Operation.CONTACT_STORE, 200, body)).sentences();

    assertThat(sentences).hasSize(10).startsWith("x".repeat(300) + "…", "a b", "c", "d", "n0");
    assertThat(spektif.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "CONTACT_DELETE, contact-delete-conflict.json, This contact cannot be deleted: it has messages",
    "CONTACT_STORE, contact-limit.json, You have reached the limit of contacts",
    "SEND_MESSAGE, message-blocked.json, 'This contact is blocked, so that it cannot be sent"
        + " messages'"
  })
  void whatStandsAgainstItIsAConflictWithItsSentence(
      Operation operation, String file, String sentence) {
    assertThat(answered(operation, 200, RecordedBodies.file(file)))
        .isEqualTo(new Conflict(List.of(sentence)));
    assertThat(spektif.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "CONTACT_UPDATE, contact-unknown.json",
    "CONTACT_DELETE, not-found.json",
    "CONVERSATION_DETAILS, not-found.json",
    "CHANGE_CONVERSATION_STATUS, not-found.json",
    "SEND_TEMPLATE_MESSAGE, not-found.json"
  })
  void whatIsNotThereIsNotFound(Operation operation, String file) {
    assertThat(answered(operation, 200, RecordedBodies.file(file))).isEqualTo(new NotFound());
    assertThat(spektif.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "CONTACT_UPDATE, contact-unknown.json, not_found",
    "CONTACT_STORE, contact-limit.json, conflict",
    "CONTACT_STORE, validation-error.json, invalid",
    "CONTACT_STORE, contact-image.json, uncertain"
  })
  void whatItCameToIsCounted(Operation operation, String file, String outcome) {
    var before = AdapterMeters.calls(context, operation.tag(), outcome);

    answered(operation, 200, RecordedBodies.file(file));

    assertThat(AdapterMeters.calls(context, operation.tag(), outcome)).isEqualTo(before + 1);
    assertThat(spektif.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONTACT_STORE", "CONTACT_UPDATE"})
  void imageThatIsRefusedLeavesOpenWhetherTheContactWasSaved(Operation operation) {
    assertThat(answered(operation, 200, RecordedBodies.file("contact-image.json")))
        .isEqualTo(Unknown.ANSWERED);
    assertThat(spektif.requests()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void exceptionAfterACommandIsUnknownAndNotRepeated(Operation operation) {
    assertThat(answered(operation, 200, RecordedBodies.file("exception.json")))
        .isEqualTo(Unknown.ANSWERED);
    assertThat(spektif.requests()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("queries")
  void lastingExceptionOfAQueryIsUnreachableAfterThreeTries(Operation operation) {
    assertThat(answered(operation, 200, RecordedBodies.file("exception.json")))
        .isEqualTo(new Unreachable(ofSeconds(2)));
    assertThat(spektif.requests()).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void cutAnswerOfACommandIsUnknownAndNotRepeated(Operation operation) {
    spektif.fails(Fault.CONNECTION_RESET_BY_PEER);

    assertThat(call(operation)).isEqualTo(Unknown.LOST);
    assertThat(spektif.requests()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void serverErrorOfACommandIsUnknownAndNotRepeated(Operation operation) {
    assertThat(answered(operation, 502, RecordedBodies.file("gateway-error.html")))
        .isEqualTo(Unknown.LOST);
    assertThat(spektif.requests()).hasSize(1);
  }

  @Test
  void passingFailureOfAQueryIsTriedAgain() {
    spektif.answersInTurn(
        "conversation_list",
        aResponse().withStatus(503),
        aResponse().withBody(RecordedBodies.file("conversation-list-200.json")));

    assertThat(call(Operation.CONVERSATION_LIST)).isInstanceOf(CrmResult.Listed.class);
    assertThat(spektif.requests()).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("all")
  void refusalOfOurAccountIsOne(Operation operation) {
    assertThat(answered(operation, 200, RecordedBodies.file("subscription-required.json")))
        .isEqualTo(ACCOUNT);
    assertThat(answered(operation, 401, RecordedBodies.file("unauthorized.json")))
        .isEqualTo(ACCOUNT);
    assertThat(answered(operation, 200, RecordedBodies.error("not_available"))).isEqualTo(ACCOUNT);
    assertThat(answered(operation, 200, RecordedBodies.error("user_error"))).isEqualTo(ACCOUNT);
    assertThat(answered(operation, 403, RecordedBodies.error("restricted"))).isEqualTo(ACCOUNT);
    assertThat(spektif.requests()).hasSize(5);
  }

  @ParameterizedTest
  @MethodSource("all")
  void limitAndMaintenanceAreTold(Operation operation) {
    assertThat(answered(operation, 429, RecordedBodies.file("send-429.json")))
        .isEqualTo(new Throttled(ofSeconds(542)));
    assertThat(answered(operation, 200, RecordedBodies.error("maintenance_mode")))
        .isEqualTo(new Unreachable(ofSeconds(60)));
    assertThat(spektif.requests()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONTACT_LIST", "CONVERSATION_LIST", "TEMPLATE_LIST", "CONTACT_STORE"})
  void whatNamesNoRowCannotMissOne(Operation operation) {
    assertThat(answered(operation, 404, RecordedBodies.file("not-found.json"))).isEqualTo(ACCOUNT);
    assertThat(answered(operation, 200, RecordedBodies.file("not-found.json")))
        .isEqualTo(new Refused(Refused.Cause.OTHER));
    assertThat(spektif.requests()).hasSize(2);
  }
}
