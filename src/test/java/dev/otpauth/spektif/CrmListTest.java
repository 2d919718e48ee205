package dev.otpauth.spektif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.provider.CrmCall;
import dev.otpauth.provider.CrmCall.Paging;
import dev.otpauth.provider.CrmResult;
import dev.otpauth.provider.CrmResult.Done;
import dev.otpauth.provider.CrmResult.Listed;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class CrmListTest extends SpektifTest {

  private static CrmResult contacts(int page, int perPage) {
    return crm.call(new CrmCall.SearchContacts(new Paging(page, perPage), null));
  }

  private static CrmResult contactsIn(String data) {
    spektif.answers(
        "contact_list",
        200,
        "{\"status\":\"success\",\"remark\":\"contact_list\",\"data\":%s}".formatted(data));
    return contacts(2, 2);
  }

  @Test
  void entriesAreHandedOnWithAllTheirFields() {
    var body = RecordedBodies.file("contact-list-200.json");
    spektif.answers("contact_list", 200, body);

    var listed = (Listed) contacts(1, 2);

    var sent = JsonMapper.builder().build().readTree(body).at("/data/contacts/data");
    assertThat(listed.entries()).containsExactlyElementsOf(sent.values());
    assertThat(List.of(listed.page(), listed.lastPage(), listed.perPage(), (int) listed.total()))
        .containsExactly(1, 5, 2, 9);
    assertThat(spektif.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "CONVERSATION_LIST, conversation-list-200.json, contact_id",
    "TEMPLATE_LIST, template-list-200.json, whatsapp_template_id"
  })
  void otherListsAreReadAsWell(Operation operation, String file, String field) {
    spektif.answers(operation.tag(), 200, RecordedBodies.file(file));

    var listed = (Listed) crm.call(CrmCalls.of(operation));

    assertThat(listed.entries()).hasSize(1).allMatch(it -> it.has(field));
    assertThat(listed.total()).isOne();
    assertThat(spektif.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"contacts\":{\"current_page\":\"2\",\"data\":[{\"id\":1}],\"last_page\":\"3\",\"per_page\":\"2\",\"total\":\"5\"}}",
        "{\"current_page\":2,\"data\":[{\"id\":1}],\"last_page\":3,\"per_page\":2,\"total\":5}",
        "{\"contacts\":{\"data\":[{\"id\":1}],\"last_page\":3.0,\"per_page\":2,\"total\":5}}"
      })
  void pageIsReadHoweverItIsWritten(String data) {
    var listed = (Listed) contactsIn(data);

    assertThat(listed.entries()).hasSize(1);
    assertThat(List.of(listed.page(), listed.lastPage(), listed.perPage(), (int) listed.total()))
        .containsExactly(2, 3, 2, 5);
    assertThat(spektif.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[{\"id\":1}]", "{\"contacts\":[{\"id\":1}]}"})
  void listWithoutAPageIsTheLastPage(String data) {
    var listed = (Listed) contactsIn(data);

    assertThat(listed.entries()).hasSize(1);
    assertThat(listed.page()).isEqualTo(listed.lastPage()).isEqualTo(2);
    assertThat(spektif.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "7",
        "\"none\"",
        "{\"contacts\":null}",
        "{\"contacts\":{}}",
        "{\"contacts\":{\"data\":{}}}",
        "{\"contacts\":{\"data\":3}}",
        "{\"others\":[]}"
      })
  void pageThatMakesNoSenseIsUnknown(String data) {
    assertThat(contactsIn(data)).isEqualTo(Unknown.ANSWERED);
    assertThat(spektif.requests()).hasSize(1);
  }

  @Test
  void emptyPageIsAPage() {
    var listed = (Listed) contactsIn("{\"contacts\":{\"data\":[],\"total\":0}}");

    assertThat(listed.entries()).isEmpty();
    assertThat(listed.total()).isZero();
    assertThat(spektif.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"data\":[]", ",\"data\":{}", ",\"data\":null"})
  void conversationWithoutDetailsMakesNoSense(String data) {
    spektif.answers(
        "conversation_details",
        200,
        "{\"status\":\"success\",\"remark\":\"conversation_details\"%s}".formatted(data));

    assertThat(crm.call(new CrmCall.GetConversation(12))).isEqualTo(Unknown.ANSWERED);
    assertThat(spektif.requests()).hasSize(1);
  }

  @Test
  void pageOfContactsMayBeLargerThanAnAnswerOfOtp() {
    spektif.answers("contact_list", 200, padded("contact-list-200.json", 2 * 1024 * 1024));

    assertThat(contacts(1, 2)).isInstanceOf(Listed.class);
    assertThat(spektif.requests()).hasSize(1);
  }

  @Test
  void pageOverTheLimitIsNotRead() {
    spektif.answers("contact_list", 200, padded("contact-list-200.json", 2 * 1024 * 1024 + 1));

    assertThat(contacts(1, 2)).isEqualTo(new Unreachable(Duration.ofSeconds(2)));
    assertThat(spektif.requests()).hasSize(3);
  }

  @Test
  void conversationMayBeAsLarge() {
    spektif.answers(
        "conversation_details", 200, padded("conversation-details-200.json", 2 * 1024 * 1024));

    assertThat(crm.call(new CrmCall.GetConversation(12))).isInstanceOf(Done.class);
    assertThat(spektif.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"65536, true", "65537, false"})
  void answerOfACommandMayNot(int size, boolean read) {
    spektif.answers("contact_store", 200, padded("contact-store-200.json", size));

    var result = crm.call(CrmCalls.of(Operation.CONTACT_STORE));

    assertThat(result instanceof Done).isEqualTo(read);
    assertThat(result.equals(Unknown.LOST)).isEqualTo(!read);
    assertThat(spektif.requests()).hasSize(1);
  }

  private static String padded(String file, int size) {
    var body = RecordedBodies.file(file);
    return body + " ".repeat(size - body.length());
  }

  @Test
  void nothingOfAResultIsPrinted() {
    var listed = (Listed) contactsIn("[{\"mobile\":\"81234567890\"}]");

    assertThat(listed).hasToString("Listed[1 entries]");
    assertThat(spektif.requests()).hasSize(1);
  }
}
