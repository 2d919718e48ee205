package dev.otpauth.crm;

import static dev.otpauth.crm.CrmCaller.CONTACT;
import static dev.otpauth.crm.CrmCaller.MESSAGE;
import static dev.otpauth.crm.CrmCaller.TEMPLATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.Callers;
import dev.otpauth.ScriptedCrmProvider;
import dev.otpauth.ServiceTest;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.CrmCall;
import dev.otpauth.provider.CrmCall.Content;
import dev.otpauth.provider.CrmCall.ConversationStatus;
import dev.otpauth.provider.CrmCall.Paging;
import dev.otpauth.provider.CrmResult;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests each endpoint: the call to the provider and the response. */
@ServiceTest
class CrmApiTest {

  private static final PhoneNumber MOBILE = new PhoneNumber("+6281234567890");

  @Autowired MockMvcTester mvc;
  @Autowired ScriptedCrmProvider provider;
  @Autowired ServiceTest.World world;
  @Autowired JsonMapper json;

  private CrmCaller caller;

  @BeforeEach
  void freshWorld() {
    world.reset();
    caller = new CrmCaller(mvc);
  }

  @Test
  void aListIsHandedOnAsItCame() {
    var entry = json.readTree("{\"id\":7,\"mobile\":\"81234567890\",\"new\":null,\"tags\":[]}");
    provider.answers(new CrmResult.Listed(List.of(entry), 2, 5, 50, 201));
    var answer =
        caller.call(
            "POST /spektif/contacts/search", "{\"page\":2,\"per_page\":50,\"search\":\" 0812 \"}");
    assertThat(answer).hasStatus(200).hasHeader("Cache-Control", "no-store");
    assertThat(json.readTree(Callers.body(answer)))
        .isEqualTo(
            json.readTree(
                """
                {"data": [{"id": 7, "mobile": "81234567890", "new": null, "tags": []}],
                 "pagination": {"current_page": 2, "last_page": 5, "per_page": 50, "total": 201}}
                """));
    assertThat(asked()).isEqualTo(new CrmCall.SearchContacts(new Paging(2, 50), "0812"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"contacts", "conversations", "templates"})
  void aListWithoutABodyIsTheFirstPageOfAll(String list) {
    var call = "POST /spektif/%s/search".formatted(list);
    assertThat(caller.send(call, "application/json", new byte[0], "en")).hasStatus(200);
    var first = new Paging(1, 20);
    assertThat(asked())
        .isEqualTo(
            switch (list) {
              case "contacts" -> new CrmCall.SearchContacts(first, null);
              case "conversations" -> new CrmCall.SearchConversations(first, null);
              default -> new CrmCall.SearchTemplates(first);
            });
  }

  @Test
  void conversationsAreListedByTheWordOfTheirStatus() {
    assertThat(
            caller.call(
                "POST /spektif/conversations/search", "{\"status\":\"unread\",\"per_page\":100}"))
        .hasStatus(200);
    assertThat(asked())
        .isEqualTo(new CrmCall.SearchConversations(new Paging(1, 100), ConversationStatus.UNREAD));
  }

  @Test
  void aContactIsCreated() {
    provider.answers(done("{\"contact\":{\"id\":7,\"is_blocked\":0}}"));
    var answer =
        caller.call(
            "POST /spektif/contacts",
            """
            {"firstname": "Budi", "lastname": "Santoso", "mobile": "٠٨١٢-٣٤٥٦-٧٨٩٠", "city": "Bandung",
             "state": "Jawa Barat", "post_code": "40111", "address": "Jalan Asia Afrika 1"}
            """);
    assertThat(answer)
        .hasStatus(201)
        .bodyJson()
        .isEqualTo("{\"contact\":{\"id\":7,\"is_blocked\":0}}");
    assertThat(asked())
        .isEqualTo(
            new CrmCall.CreateContact(
                new CrmCall.Contact(
                    "Budi",
                    "Santoso",
                    MOBILE,
                    "Bandung",
                    "Jawa Barat",
                    "40111",
                    "Jalan Asia Afrika 1",
                    null)));
  }

  @Test
  void ofAContactWhatIsGivenIsChanged() {
    provider.answers(done("{\"contact\":{\"id\":7}}"));
    assertThat(caller.call("PATCH /spektif/contacts/7", "{\"city\":\"\",\"mobile\":null}"))
        .hasStatus(200)
        .bodyJson()
        .isEqualTo("{\"contact\":{\"id\":7}}");
    assertThat(asked())
        .isEqualTo(
            new CrmCall.UpdateContact(
                7, new CrmCall.Contact(null, null, null, "", null, null, null, null)));
  }

  @Test
  void aContactIsDeleted() {
    var answer = caller.call("DELETE /spektif/contacts/7", "");
    assertThat(answer).hasStatus(204).hasHeader("Cache-Control", "no-store");
    assertThat(Callers.body(answer)).isEmpty();
    assertThat(asked()).isEqualTo(new CrmCall.DeleteContact(7));
  }

  @Test
  void aConversationIsHandedOnAsItCame() {
    provider.answers(done("{\"conversation\":{\"id\":9,\"notes\":[]}}"));
    assertThat(caller.call("GET /spektif/conversations/9", ""))
        .hasStatus(200)
        .bodyJson()
        .isEqualTo("{\"conversation\":{\"id\":9,\"notes\":[]}}");
    assertThat(asked()).isEqualTo(new CrmCall.GetConversation(9));
  }

  @ParameterizedTest
  @CsvSource({"done, DONE", "pending, PENDING", "important, IMPORTANT", "unread, UNREAD"})
  void theStatusOfAConversationIsChanged(String word, ConversationStatus status) {
    assertThat(
            caller.call(
                "PUT /spektif/conversations/9/status", "{\"status\":\"%s\"}".formatted(word)))
        .hasStatus(204);
    assertThat(asked()).isEqualTo(new CrmCall.ChangeStatus(9, status));
  }

  @Test
  void aTextIsSent() {
    provider.answers(done("{\"conversation_id\":7,\"message\":{\"id\":1}}"));
    assertThat(
            caller.call(
                "POST /spektif/messages",
                "{\"mobile\":\"+62 812 3456 7890\",\"message\":\" Halo"
                    + " \",\"from_number\":\"628001234567\"}"))
        .hasStatus(200)
        .bodyJson()
        .isEqualTo("{\"conversation_id\":7,\"message\":{\"id\":1}}");
    assertThat(asked())
        .isEqualTo(
            new CrmCall.SendMessage(
                MOBILE, new PhoneNumber("+628001234567"), new Content.Text(" Halo ")));
  }

  @Test
  void aLocationIsSent() {
    sends(
        "\"latitude\": -6.9147, \"longitude\": 107.6098",
        new Content.Location(new BigDecimal("-6.9147"), new BigDecimal("107.6098")));
  }

  @Test
  void interactiveMessagesAreSentByTheirIds() {
    sends("\"cta_url_id\": 3", new Content.CtaUrl(3));
    sends("\"interactive_list_id\": 4, \"message\": \"\"", new Content.InteractiveList(4));
  }

  private void sends(String content, Content sent) {
    assertThat(
            caller.call(
                "POST /spektif/messages", "{\"mobile\": \"081234567890\", %s}".formatted(content)))
        .hasStatus(200);
    assertThat(asked()).isEqualTo(new CrmCall.SendMessage(MOBILE, null, sent));
  }

  @Test
  void aTemplateIsSent() {
    assertThat(caller.call("POST /spektif/messages/template", TEMPLATE)).hasStatus(200);
    assertThat(asked()).isEqualTo(new CrmCall.SendTemplate(MOBILE, null, "welcome_1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE /spektif/contacts/0",
        "DELETE /spektif/contacts/-7",
        "DELETE /spektif/contacts/seven",
        "DELETE /spektif/contacts/7.0",
        "DELETE /spektif/contacts/٧",
        "DELETE /spektif/contacts/9223372036854775808",
        "PATCH /spektif/contacts/0",
        "GET /spektif/conversations/0",
        "GET /spektif/conversations/81234567890123456789",
        "PUT /spektif/conversations/0/status"
      })
  void anIdThatThereCannotBeIsNotFound(String call) {
    var body = call.startsWith("PUT") ? "{\"status\":\"done\"}" : "{\"city\":\"Bandung\"}";
    assertThat(caller.call(call, body))
        .hasStatus(404)
        .bodyText()
        .contains("\"code\":\"not_found\"")
        .doesNotContain("81234567890");
    assertThat(provider.calls()).isEmpty();
  }

  @Test
  void theGreatestIdIsOne() {
    assertThat(caller.call("DELETE /spektif/contacts/9223372036854775807", "")).hasStatus(204);
    assertThat(asked()).isEqualTo(new CrmCall.DeleteContact(Long.MAX_VALUE));
  }

  @Test
  void aFormWithoutAFileIsAsGoodAsJson() {
    var form =
        Form.toSomeone()
            .field("latitude", "-6.5")
            .field("longitude", "107")
            .field("cta_url_id", "");
    assertThat(caller.form("POST /spektif/messages", form.closed())).hasStatus(200);
    assertThat(asked())
        .isEqualTo(
            new CrmCall.SendMessage(
                MOBILE, null, new Content.Location(new BigDecimal("-6.5"), new BigDecimal("107"))));
  }

  @Test
  void textOfAFormIsUtf8() {
    var form = Form.toSomeone().field("message", "Selamat pagi ☀");
    assertThat(caller.form("POST /spektif/messages", form.closed())).hasStatus(200);
    assertThat(asked())
        .isEqualTo(new CrmCall.SendMessage(MOBILE, null, new Content.Text("Selamat pagi ☀")));
  }

  @Test
  void aContactIsChangedByAFormWithAPicture() {
    var form =
        new Form()
            .field("city", "Bandung")
            .file("profile_image", "budi.JPG", Files.of(Files.JPEG, 5000));
    assertThat(caller.form("PATCH /spektif/contacts/7", form.closed())).hasStatus(200);
    assertThat(provider.files())
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file.name()).isEqualTo("budi.JPG");
              assertThat(file.contentType()).isEqualTo("image/jpeg");
              assertThat(file.declared()).hasValue(5000);
              assertThat(file.size()).isEqualTo(5000);
              assertThat(file.isWhole()).isTrue();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /spektif/contacts/search",
        "DELETE /spektif/contacts/7",
        "POST /spektif/messages/template",
        "PUT /spektif/conversations/7/status"
      })
  void noFormIsReadWhereNoFileCanBe(String call) {
    var answer = caller.form(call, Form.toSomeone().closed());
    assertThat(answer.getResponse().getStatus()).isIn(415, 204);
    if (answer.getResponse().getStatus() == 415) {
      assertThat(answer).hasHeader("Accept", "application/json, application/*+json");
    }
  }

  @Test
  void whoSendsAnotherTypeIsToldBoth() {
    assertThat(
            caller.send(
                "POST /spektif/messages",
                "text/plain",
                MESSAGE.getBytes(StandardCharsets.UTF_8),
                "en"))
        .hasStatus(415)
        .hasHeader("Accept", "application/json, multipart/form-data")
        .bodyText()
        .contains("multipart/form-data", "\"code\":\"unsupported_media_type\"");
  }

  @Test
  void aJsonBodyIsLimitedAsAnyOther() {
    assertThat(caller.call("POST /spektif/messages", MESSAGE + " ".repeat(17_000)))
        .hasStatus(413)
        .bodyText()
        .contains("\"code\":\"payload_too_large\"", "16 KiB");
    assertThat(caller.call("POST /spektif/contacts", CONTACT)).hasStatus(201);
    assertThat(provider.calls()).hasSize(1);
  }

  private CrmCall asked() {
    var calls = provider.calls();
    assertThat(calls).isNotEmpty();
    return calls.getLast();
  }

  private CrmResult done(String data) {
    JsonNode tree = json.readTree(data);
    return new CrmResult.Done(tree);
  }
}
