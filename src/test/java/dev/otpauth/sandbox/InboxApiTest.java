package dev.otpauth.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.sandbox.SimulatorClient.Reply;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@SandboxTest
class InboxApiTest {

  private final SimulatorClient simulator;
  private final MutableClock clock;
  private final int port;

  @Autowired
  InboxApiTest(@LocalServerPort int port, MutableClock clock) {
    this.simulator = new SimulatorClient(port);
    this.clock = clock;
    this.port = port;
  }

  @Test
  void answerFromThePhoneMakesAConversationUnreadUntilItsStatusIsChanged() {
    var phone = SimulatorClient.phone();
    var id = conversationWith(phone);
    assertThat(status(id)).isEqualTo(2);

    clock.advance(Duration.ofMinutes(3));
    var written = simulator.answer("0" + phone.substring(2), " Yes, please ");
    assertThat(written.status()).isEqualTo(201);
    assertThat(written.json().path("from").asString()).isEqualTo("phone");
    assertThat(status(id)).isEqualTo(4);
    assertThat(details(id).path("last_message_at").asString())
        .isEqualTo(ResponseData.TIME.format(clock.instant()));
    assertThat(simulator.messages(phone))
        .extracting(it -> it.path("from").asString() + ": " + it.path("text").asString())
        .containsExactly("phone: Yes, please", "business: Hi");

    assertThat(changeStatus(id, "1").body())
        .isEqualTo(
            json(
                """
                {'remark':'status_updated','status':'success',
                'message':['The status of the conversation was updated.']}
                """));
    assertThat(status(id)).isEqualTo(1);
    simulator.crm("POST", "inbox/send-message", Map.of("mobile", phone, "message", "Thanks"));
    assertThat(status(id)).isEqualTo(1);
  }

  @Test
  void whoWritesFirstIsMadeAContact() {
    var phone = SimulatorClient.phone();
    var id = simulator.answer(phone, "Halo").json().path("conversation_id").asLong();
    assertThat(status(id)).isEqualTo(4);
    assertThat(details(id).path("contact").path("mobile").asString()).isEqualTo(phone.substring(2));
  }

  @Test
  void conversationHasItsContactWithTagsAndLists() {
    var phone = SimulatorClient.phone();
    var id = conversationWith(phone);
    var reply = simulator.list("inbox/conversation-details/" + id);
    assertThat(reply.body())
        .isEqualTo(
            json(
                """
                {'remark':'conversation_details','status':'success',
                'message':['Conversation details.'],
                'data':{'conversation':{'id':%4$d,'contact_id':%1$d,'status':2,
                'last_message_at':'%5$s','contact':{'id':%1$d,'firstname':null,'lastname':null,
                'email':null,'mobile_code':'62','mobile':'%3$s','address':{'city':null,
                'state':null,'post_code':null,'address':null,'country':null},
                'image_src':'http://127.0.0.1:%2$d/sandbox/page/icon.svg','full_name':'',
                'is_blocked':0,'tags':[],'lists':[]},'notes':[]}}}
                """
                    .formatted(
                        details(id).path("contact_id").asLong(),
                        port,
                        phone.substring(2),
                        id,
                        ResponseData.TIME.format(clock.instant()))));
  }

  @Test
  void conversationsAreListedByTheirLastMessage() {
    var first = conversationWith(SimulatorClient.phone());
    var phone = SimulatorClient.phone();
    var second = conversationWith(phone);
    var reply = simulator.list("inbox/conversation-list?paginate=2");
    assertThat(reply.remark()).isEqualTo("inbox");
    var page = reply.data("conversation");
    assertThat(page.path("per_page").asInt()).isEqualTo(2);
    assertThat(page.path("data"))
        .extracting(it -> it.path("id").asLong())
        .containsExactly(second, first);
    var contact = page.path("data").path(0).path("contact");
    assertThat(contact.path("mobile").asString()).isEqualTo(phone.substring(2));
    assertThat(contact.has("tags")).isFalse();
    assertThat(page.path("data").path(0).path("notes").toString()).isEqualTo("[]");
  }

  @ParameterizedTest
  @EnumSource
  void conversationsAreFilteredByStatus(ConversationStatus status) {
    var id = conversationWith(SimulatorClient.phone());
    var number = Integer.toString(status.number());
    assertThat(changeStatus(id, number).remark()).isEqualTo("status_updated");
    var page = simulator.list("inbox/conversation-list?status=" + number).data("conversation");
    assertThat(page.path("data").path(0).path("id").asLong()).isEqualTo(id);
    assertThat(page.path("data"))
        .allSatisfy(it -> assertThat(it.path("status").asInt()).isEqualTo(status.number()));
    var other = simulator.list("inbox/conversation-list?status=" + (status.number() % 4 + 1));
    assertThat(other.data("conversation").path("data"))
        .noneSatisfy(it -> assertThat(it.path("id").asLong()).isEqualTo(id));
  }

  @ParameterizedTest
  @CsvSource({"0, not valid", "5, not valid", "done, not valid", "'', required"})
  void unknownStatusIsRefused(String status, String why) {
    var id = conversationWith(SimulatorClient.phone());
    assertRefused(
        changeStatus(id, status), "validation_error", "The status field is %s.".formatted(why));
    assertThat(status(id)).isEqualTo(2);
  }

  @Test
  void unknownConversationsAreNotFound() {
    var words = "No conversation has this id.";
    assertRefused(changeStatus(7, "1"), "not_found", words);
    for (var id : new String[] {"7", "word", "99999999999999999999"}) {
      assertRefused(simulator.list("inbox/conversation-details/" + id), "not_found", words);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "word, Hi, 400, mobile is not a phone number",
    "081200000001, ' ', 400, text has 1 to 4096 characters",
    "081200000403, Hi, 409, the account has blocked this number"
  })
  void badAnswersFromAPhoneAreProblems(String mobile, String text, int status, String detail) {
    var reply = simulator.answer(mobile, text);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(reply.json().path("detail").asString()).isEqualTo(detail);
  }

  @Test
  void messagesOfAllPhonesAreTheFiftyNewest() {
    for (var message = 0; message < 51; message++) {
      conversationWith(SimulatorClient.phone());
    }
    var all = simulator.get("/sandbox/messages").json();
    assertThat(all).hasSize(50);
    assertThat(simulator.get("/sandbox/messages?mobile=word").status()).isEqualTo(400);
  }

  private long conversationWith(String phone) {
    return simulator
        .crm("POST", "inbox/send-message", Map.of("mobile", phone, "message", "Hi"))
        .data("conversation_id")
        .asLong();
  }

  private Reply changeStatus(long id, String status) {
    return simulator.crm(
        "POST", "inbox/change-conversation-status/" + id, Map.of("status", status));
  }

  private JsonNode details(long id) {
    return simulator.list("inbox/conversation-details/" + id).data("conversation");
  }

  private int status(long id) {
    return details(id).path("status").asInt();
  }

  private static void assertRefused(Reply reply, String remark, String message) {
    assertThat(reply.body())
        .isEqualTo(
            json("{'remark':'%s','status':'error','message':['%s']}").formatted(remark, message));
    assertThat(reply.status()).isEqualTo(200);
  }

  private static String json(String text) {
    return text.replace("\n", "").replace('\'', '"');
  }
}
