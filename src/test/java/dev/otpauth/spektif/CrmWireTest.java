package dev.otpauth.spektif;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.provider.CrmCall;
import dev.otpauth.provider.CrmCall.Contact;
import dev.otpauth.provider.CrmCall.Content;
import dev.otpauth.provider.CrmCall.ConversationStatus;
import dev.otpauth.provider.CrmCall.Paging;
import dev.otpauth.provider.CrmProvider;
import dev.otpauth.provider.CrmResult.Done;
import java.math.BigDecimal;
import java.net.URLDecoder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** Tests method, path and fields of contact and inbox requests, with form encoding. */
class CrmWireTest extends SpektifTest {

  private static final ConfigurableApplicationContext byForm =
      SpektifSlice.start(spektif.url(), "spektif.request-encoding=form");

  @AfterAll
  static void close() {
    byForm.close();
  }

  private static void assertAsked(CrmCall call, String request, String body) {
    byForm.getBean(CrmProvider.class).call(call);

    var asked = spektif.onlyRequest();
    assertThat(asked.getMethod() + " " + asked.getUrl().replace("/external-api", ""))
        .isEqualTo(request);
    assertThat(asked.getBodyAsString()).isEqualTo(body);
    assertThat(asked.getHeader("client-id")).isEqualTo("client-of-the-test");
    assertThat(asked.header("Accept").values()).containsExactly("application/json");
  }

  @Test
  void listsAskWithPageAndPaginate() {
    assertAsked(
        new CrmCall.SearchContacts(new Paging(3, 50), null),
        "GET /contact/list?page=3&paginate=50",
        "");
  }

  @Test
  void searchIsEncodedStrictly() {
    assertAsked(
        new CrmCall.SearchContacts(CrmCalls.PAGING, "a&b=ü +/{x}"),
        "GET /contact/list?page=1&paginate=20&search=a%26b%3D%C3%BC%20%2B%2F%7Bx%7D",
        "");
  }

  @Test
  void templatesAreListed() {
    assertAsked(
        new CrmCall.SearchTemplates(new Paging(2, 10)),
        "GET /inbox/template-list?page=2&paginate=10",
        "");
  }

  @ParameterizedTest
  @CsvSource({"DONE, 1", "PENDING, 2", "IMPORTANT, 3", "UNREAD, 4"})
  void statesAreNumbers(ConversationStatus status, int number) {
    assertAsked(
        new CrmCall.SearchConversations(CrmCalls.PAGING, status),
        "GET /inbox/conversation-list?page=1&paginate=20&status=" + number,
        "");
    spektif.forget();
    assertAsked(
        new CrmCall.ChangeStatus(12, status),
        "POST /inbox/change-conversation-status/12",
        "status=" + number);
  }

  @Test
  void conversationIsAskedForById() {
    assertAsked(new CrmCall.GetConversation(12), "GET /inbox/conversation-details/12", "");
  }

  @Test
  void contactIsStoredFieldForField() {
    assertAsked(
        new CrmCall.CreateContact(
            new Contact("Budi", "S.", DESTINATION, "Bandung", "Jabar", "40111", "Braga 1", null)),
        "POST /contact/store",
        "firstname=Budi&lastname=S.&mobile=6281234567890&city=Bandung&state=Jabar&post_code=40111"
            + "&address=Braga+1");
  }

  @Test
  void contactIsUpdatedByWhatIsGiven() {
    assertAsked(
        new CrmCall.UpdateContact(41, new Contact(null, "W.", null, null, null, null, null, null)),
        "POST /contact/update/41",
        "lastname=W.");
  }

  @Test
  void contactIsDeletedWithoutABody() {
    assertAsked(new CrmCall.DeleteContact(41), "DELETE /contact/delete/41", "");
    assertThat(spektif.onlyRequest().containsHeader("Content-Type")).isFalse();
    assertThat(spektif.onlyRequest().containsHeader("Transfer-Encoding")).isFalse();
  }

  @Test
  void textIsSentToDigits() {
    assertAsked(
        new CrmCall.SendMessage(DESTINATION, SENDER, new Content.Text("Halo & =1")),
        "POST /inbox/send-message",
        "mobile=6281234567890&from_number=628001234567&message=Halo+%26+%3D1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"multipart", "form", "json"})
  void textThatIsNoUnicodeIsSentAllTheSame(String encoding) {
    spektif.answers("send_message", 200, RecordedBodies.file("message-200.json"));
    try (var context = SpektifSlice.start(spektif.url(), "spektif.request-encoding=" + encoding)) {
      var text = new Content.Text("a\ud800\ud83d\ude00");

      assertThat(
              context
                  .getBean(CrmProvider.class)
                  .call(new CrmCall.SendMessage(DESTINATION, null, text)))
          .isInstanceOf(Done.class);
      assertThat(URLDecoder.decode(spektif.onlyRequest().getBodyAsString(), UTF_8))
          .contains("a?\ud83d\ude00");
    }
  }

  @Test
  void locationIsSentAsPlainDecimals() {
    var content = new Content.Location(new BigDecimal("-1E-7"), new BigDecimal("1.07619E2"));
    assertAsked(
        new CrmCall.SendMessage(DESTINATION, null, content),
        "POST /inbox/send-message",
        "mobile=6281234567890&latitude=-0.0000001&longitude=107.619");
  }

  @Test
  void interactiveMessagesAreNamedByTheirIds() {
    assertAsked(
        new CrmCall.SendMessage(DESTINATION, null, new Content.CtaUrl(5)),
        "POST /inbox/send-message",
        "mobile=6281234567890&cta_url_id=5");
    spektif.forget();
    assertAsked(
        new CrmCall.SendMessage(DESTINATION, null, new Content.InteractiveList(6)),
        "POST /inbox/send-message",
        "mobile=6281234567890&interactive_list_id=6");
  }

  @Test
  void templateIsNamedByItsId() {
    assertAsked(
        new CrmCall.SendTemplate(DESTINATION, SENDER, "730011"),
        "POST /inbox/send-template-message",
        "mobile=6281234567890&from_number=628001234567&template_id=730011");
  }
}
