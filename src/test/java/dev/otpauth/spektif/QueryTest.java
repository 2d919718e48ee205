package dev.otpauth.spektif;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.HistoryQuery;
import dev.otpauth.provider.HistoryResult;
import dev.otpauth.provider.OtpStatus;
import dev.otpauth.provider.Reference;
import dev.otpauth.provider.ReferenceState;
import dev.otpauth.provider.Refused;
import dev.otpauth.provider.StatusResult;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("wire")
class QueryTest extends SpektifTest {

  @Test
  void statusTellsTheReferenceAsItStands() {
    spektif.tellsStatus();

    assertThat(provider.status(REFERENCE))
        .isEqualTo(
            new StatusResult.Found(
                new ReferenceState(
                    REFERENCE,
                    DESTINATION,
                    OtpStatus.SENT,
                    OptionalInt.of(0),
                    Instant.parse("2026-03-02T03:25:00Z"),
                    null,
                    Instant.parse("2026-03-02T03:30:00Z"),
                    Instant.parse("2026-03-02T03:25:00Z"))));
    assertThat(spektif.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "otp_a1b2c3d4-e5f6-7890-abcd-ef1234567890, otp_another",
    "reference_id, reference",
    "sent\", lost\"",
    "\"data\", \"date\""
  })
  void statusOfSomethingElseIsUnknown(String said, String instead) {
    spektif.answers("status", 200, RecordedBodies.file("status-200.json").replace(said, instead));

    assertThat(provider.status(REFERENCE)).isEqualTo(Unknown.ANSWERED);
    assertThat(spektif.requests()).hasSize(1);
  }

  @Test
  void statusOfLostReferenceIsRefused() {
    spektif.answers("status", 200, RecordedBodies.error("not_found"));

    assertThat(provider.status(REFERENCE)).isEqualTo(new Refused(Refused.Cause.REFERENCE));
    assertThat(spektif.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void transientFailureOfQueryIsTriedAgain(int status) {
    spektif.answersInTurn(
        "status",
        aResponse().withStatus(status),
        aResponse().withBody(RecordedBodies.file("status-200.json")));

    assertThat(provider.status(REFERENCE)).isInstanceOf(StatusResult.Found.class);
    assertThat(spektif.requests()).hasSize(2);
  }

  @Test
  void cutAnswerOfQueryIsTriedAgain() {
    var whole = RecordedBodies.file("history-200.json");
    spektif.answersInTurn(
        "history", aResponse().withBody(whole.substring(0, 200)), aResponse().withBody(whole));

    assertThat(provider.history(FIRST_PAGE)).isInstanceOf(HistoryResult.Page.class);
    assertThat(spektif.requests()).hasSize(2);
  }

  @Test
  void lastingFailureOfQueryIsUnreachableAfterThreeTries() {
    spektif.answers("status", 503, "");

    assertThat(provider.status(REFERENCE)).isEqualTo(new Unreachable(ofSeconds(2)));
    assertThat(spektif.requests()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "history"})
  void throttledQueryIsNotRepeated(String operation) {
    spektif.answers(operation, 429, "");

    var result =
        operation.equals("status") ? provider.status(REFERENCE) : provider.history(FIRST_PAGE);
    assertThat(result).isEqualTo(new Throttled(ofSeconds(60)));
    assertThat(spektif.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exception", "something_new"})
  void unexplainedErrorOfQueryIsTriedAgain(String remark) {
    spektif.answersInTurn(
        "status",
        aResponse().withBody(RecordedBodies.error(remark)),
        aResponse().withBody(RecordedBodies.file("status-200.json")));

    assertThat(provider.status(REFERENCE)).isInstanceOf(StatusResult.Found.class);
    assertThat(spektif.requests()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exception", "something_new"})
  void lastingUnexplainedErrorOfQueryIsUnreachable(String remark) {
    spektif.answers("history", 200, RecordedBodies.error(remark));

    assertThat(provider.history(FIRST_PAGE)).isEqualTo(new Unreachable(ofSeconds(2)));
    assertThat(spektif.requests()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 405})
  void unreadableAnswerOfQueryIsUnknown(int status) {
    spektif.answers("history", status, RecordedBodies.file("gateway-error.html"));

    assertThat(provider.history(FIRST_PAGE)).isEqualTo(Unknown.ANSWERED);
    assertThat(spektif.requests()).hasSize(1);
  }

  @Test
  void historyIsOnePageOfReferences() {
    spektif.tellsHistory();

    assertThat(provider.history(FIRST_PAGE))
        .isInstanceOfSatisfying(
            HistoryResult.Page.class,
            page -> {
              assertThat(page.entries())
                  .extracting(ReferenceState::reference)
                  .containsExactly(REFERENCE);
              assertThat(page.page()).isEqualTo(1);
              assertThat(page.lastPage()).isEqualTo(5);
              assertThat(page.perPage()).isEqualTo(15);
              assertThat(page.total()).isEqualTo(67);
            });
    assertThat(spektif.requests()).hasSize(1);
  }

  @Test
  void historyLeavesOutOtherDestinationsAndWhatIsNoEntry() {
    spektif.answers("history", 200, RecordedBodies.file("history-mixed.json"));
    var query = new HistoryQuery(2, 10, null, DESTINATION, SENDER);

    assertThat(provider.history(query))
        .isInstanceOfSatisfying(
            HistoryResult.Page.class,
            page -> {
              assertThat(page.entries())
                  .containsExactly(
                      new ReferenceState(
                          new Reference("otp_ours"),
                          DESTINATION,
                          OtpStatus.SENT,
                          OptionalInt.of(2),
                          null,
                          null,
                          null,
                          Instant.parse("2026-03-02T03:25:00Z")),
                      new ReferenceState(
                          new Reference("otp_unnamed_destination"),
                          null,
                          OtpStatus.SENT,
                          OptionalInt.empty(),
                          null,
                          null,
                          null,
                          null));
              assertThat(page.page()).isEqualTo(2);
              assertThat(page.lastPage()).as("seven of ten: there is no more").isEqualTo(2);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "6281234567890, 1",
    "+62 812-3456-7890, 1",
    "081234567890, 1",
    "81234567890, 1",
    "(+62) 812\u20113456\u20117890, 1",
    "tel:+6281234567890, 1",
    "6281234567891, 0",
    "6281234567890123, 0",
    "081234567891, 0",
    "62812********890, 0",
    "'', 0",
    "x, 0"
  })
  void anEntryWhoseDestinationIsAnotherOrIllegibleIsNotListed(String destination, int listed) {
    spektif.answers(
        "history",
        200,
        """
        {"status": "success", "remark": "otp_history", "data": {"data": [
          {"reference_id": "otp_x", "destination_number": "%s", "status": "sent"}]}}
        """
            .formatted(destination));

    var result = provider.history(new HistoryQuery(1, 15, null, DESTINATION, null));

    assertThat(result)
        .isInstanceOfSatisfying(
            HistoryResult.Page.class, page -> assertThat(page.entries()).hasSize(listed));
  }

  @Test
  void anEntryWithAnIllegibleNumberIsLeftOutAndThePageIsListed() {
    spektif.answers(
        "history",
        200,
        """
        {"status": "success", "remark": "otp_history", "data": {"data": [
          {"reference_id": "otp_1", "destination_number": "1234567890123456", "status": "sent"},
          {"reference_id": "otp_2", "destination_number": "6281234567890123", "status": "sent"},
          {"reference_id": "otp_3", "destination_number": "x\\ud800", "status": "sent"},
          {"reference_id": "otp_4", "destination_number": "62811798804", "status": "sent"},
          {"reference_id": "otp_5", "destination_number": null, "status": "sent"}]}}
        """);

    assertThat(provider.history(new HistoryQuery(1, 15, null, null, null)))
        .isInstanceOfSatisfying(
            HistoryResult.Page.class,
            page ->
                assertThat(page.entries())
                    .extracting(ReferenceState::destination)
                    .containsExactly(new PhoneNumber("+62811798804"), null));
  }

  @ParameterizedTest
  @CsvSource({
    "7, \"last_page\": 9, 9",
    "7, \"last_page\": \"9\", 9",
    "7, \"last_page\": -4, 8",
    "7, \"x\": 0, 8",
    "8, \"x\": 0, 7",
  })
  void lastPageIsInferredWhereItIsNotSaid(int perPage, String pagination, int lastPage) {
    spektif.answers(
        "history",
        200,
        RecordedBodies.file("history-mixed.json")
            .replaceFirst("]\\s*}\\s*}\\s*$", "], \"pagination\": {" + pagination + "}}}"));

    assertThat(provider.history(new HistoryQuery(7, perPage, null, null, null)))
        .isInstanceOfSatisfying(
            HistoryResult.Page.class, page -> assertThat(page.lastPage()).isEqualTo(lastPage));
  }

  @Test
  void emptyPageIsTheLastWhateverTheCountSays() {
    spektif.answers(
        "history",
        200,
        """
        {"status":"success","remark":"otp_history",
         "data":{"data":[],"pagination":{"current_page":1,"last_page":1000000}}}
        """);

    assertThat(provider.history(new HistoryQuery(3, 15, null, null, null)))
        .isInstanceOfSatisfying(
            HistoryResult.Page.class, page -> assertThat(page.lastPage()).isEqualTo(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "\"none\"", "{\"data\": {}}", "17"})
  void historyWithoutListIsUnknown(String data) {
    spektif.answers(
        "history",
        200,
        "{\"status\":\"success\",\"remark\":\"otp_history\",\"data\":" + data + "}");

    assertThat(provider.history(FIRST_PAGE)).isEqualTo(Unknown.ANSWERED);
    assertThat(spektif.requests()).hasSize(1);
  }
}
