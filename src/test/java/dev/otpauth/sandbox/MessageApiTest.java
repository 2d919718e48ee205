package dev.otpauth.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.sandbox.SimulatorClient.Reply;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

@SandboxTest
@ExtendWith(OutputCaptureExtension.class)
class MessageApiTest {

  private static final long MEBIBYTE = 1024 * 1024;

  private final SimulatorClient simulator;
  private final MutableClock clock;

  @Autowired
  MessageApiTest(@LocalServerPort int port, MutableClock clock) {
    this.simulator = new SimulatorClient(port);
    this.clock = clock;
  }

  @ParameterizedTest
  @EnumSource
  void textReachesThePhoneAndMakesContactAndConversation(FieldEncoding encoding) {
    var phone = SimulatorClient.phone();
    var sent =
        simulator.crm(
            "POST",
            "inbox/send-message",
            encoding,
            Map.of("mobile", "0" + phone.substring(2), "message", "Hello world"));
    var conversation = sent.data("conversation_id").asLong();
    var message = sent.data("message").path("id").asLong();
    assertThat(sent.body())
        .isEqualTo(
            json(
                """
                {'remark':'success','status':'success','message':['The message was sent.'],
                'data':{'conversation_id':%1$d,'message':{'id':%2$d,'conversation_id':%1$d,
                'message_type':'text','message':'Hello world','media_filename':null,
                'mime_type':null,'location':null,'created_at':'%3$s'}}}
                """
                    .formatted(conversation, message, ResponseData.TIME.format(clock.instant()))));
    assertThat(simulator.get("/sandbox/messages?mobile=" + phone).body())
        .isEqualTo(
            json(
                """
                [{'id':%d,'mobile':'+%s','from':'business','kind':'text','text':'Hello world',
                'conversation_id':%d,'sent_at':'%s'}]
                """
                    .formatted(message, phone, conversation, clock.instant())));
    var contacts = simulator.list("contact/list?search=" + phone.substring(2)).data("contacts");
    assertThat(contacts.path("total").asInt()).isEqualTo(1);
    assertThat(contacts.path("data").path(0).path("full_name").asString("none")).isEmpty();
    assertThat(simulator.inbox(phone)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void longestTextIsTakenAndOneCharacterMoreIsNot(FieldEncoding encoding) {
    var phone = SimulatorClient.phone();
    var text = "字".repeat(4096);
    var path = "inbox/send-message";
    var longest = Map.of("mobile", phone, "message", text);
    assertThat(simulator.crm("POST", path, encoding, longest).remark()).isEqualTo("success");
    assertThat(simulator.messages(phone).path(0).path("text").asString()).isEqualTo(text);
    assertRefused(
        simulator.crm("POST", path, encoding, Map.of("mobile", phone, "message", text + "!")),
        "validation_error",
        "The message field must not be greater than 4096 characters.");
  }

  @Test
  void contactThatExistsIsWrittenToAndNoOther() {
    var phone = SimulatorClient.phone();
    var fields = Map.of("firstname", "Ani", "lastname", "W", "mobile", phone);
    var contact = simulator.crm("POST", "contact/store", fields).data("contact").path("id");
    var first = send(Map.of("mobile", phone, "message", "1")).data("conversation_id").asLong();
    var second = send(Map.of("mobile", phone, "message", "2")).data("conversation_id").asLong();
    assertThat(second).isEqualTo(first).isNotEqualTo(contact.asLong());
    var details = simulator.list("inbox/conversation-details/" + first).data("conversation");
    assertThat(details.path("contact_id")).isEqualTo(contact);
    assertThat(simulator.messages(phone))
        .extracting(it -> it.path("text").asString())
        .containsExactly("2", "1");
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource({
    "cta_url, cta_url_id, 1, Track your order [Track]",
    "interactive_list, interactive_list_id, 2, How was it? [Good] [Bad]"
  })
  void interactiveMessagesAreThereFromTheStart(String kind, String field, String id, String text) {
    var phone = SimulatorClient.phone();
    assertThat(send(Map.of("mobile", phone, field, id)).remark()).isEqualTo("success");
    var shown = simulator.messages(phone).path(0);
    assertThat(shown.path("kind").asString()).isEqualTo(kind);
    assertThat(shown.path("text").asString()).isEqualTo(text);
  }

  @Test
  void locationIsShownAsItWasGiven() {
    var phone = SimulatorClient.phone();
    send(Map.of("mobile", phone, "latitude", "-6.2000", "longitude", "106.816666"));
    assertThat(simulator.messages(phone).path(0).path("location").toString())
        .isEqualTo(json("{'latitude':'-6.2000','longitude':'106.816666'}"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "image, shop.PNG",
    "image, shop.jpeg",
    "document, price list.pdf",
    "document, letter.docx",
    "video, tour.mp4",
    "audio, hello.ogg"
  })
  void eachKindOfFileIsTaken(String field, String name) throws Exception {
    var phone = SimulatorClient.phone();
    var file = GeneratedUpload.of(field, name, 70_001);
    var sent = upload(phone, file);
    assertThat(sent.data("message").path("message_type").asString()).isEqualTo(field);
    assertThat(sent.data("message").path("media_filename").asString()).isEqualTo(name);
    assertThat(simulator.messages(phone).path(0).path("media").toString())
        .isEqualTo(
            json("{'name':'%s','type':'application/octet-stream','size':70001,'sha256':'%s'}")
                .formatted(name, file.sha256()));
  }

  @Test
  void smallImageIsShownWithItsCaptionAndALargeOneIsNot() {
    var phone = SimulatorClient.phone();
    var caption = Map.of("mobile", phone, "message", "Our shop");
    simulator.upload(
        "inbox/send-message", caption, GeneratedUpload.png("image", UploadedFile.MAX_HELD_BYTES));
    var message = simulator.messages(phone).path(0);
    assertThat(message.path("text").asString()).isEqualTo("Our shop");
    var picture = simulator.get(message.path("media").path("picture").asString());
    assertThat(picture.status()).isEqualTo(200);
    assertThat(picture.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(picture.headers().firstValue("Content-Length"))
        .contains(Integer.toString(UploadedFile.MAX_HELD_BYTES));

    upload(phone, GeneratedUpload.png("image", UploadedFile.MAX_HELD_BYTES + 1));
    assertThat(simulator.messages(phone).path(0).path("media").has("picture")).isFalse();
    assertThat(simulator.get("/sandbox/pictures/99999").status()).isEqualTo(404);
  }

  @ParameterizedTest(name = "{0}: {2} MiB")
  @CsvSource({"image, a.png, 5", "document, a.pdf, 100", "video, a.mp4, 16", "audio, a.mp3, 16"})
  void fileOfTheDocumentedSizeIsTakenAndOneByteMoreIsNot(String field, String name, long most) {
    var phone = SimulatorClient.phone();
    assertThat(upload(phone, GeneratedUpload.of(field, name, most * MEBIBYTE)).remark())
        .isEqualTo("success");
    assertRefused(
        upload(phone, GeneratedUpload.of(field, name, most * MEBIBYTE + 1)),
        "validation_error",
        "The %s field must not be greater than %d megabytes.".formatted(field, most));
    assertThat(simulator.messages(phone)).hasSize(1);
  }

  @Test
  void twentyFilesAtOnceArriveWhole() throws Exception {
    var phone = SimulatorClient.phone();
    var file = GeneratedUpload.of("document", "a.pdf", 8 * MEBIBYTE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var replies =
          threads
              .invokeAll(Collections.<Callable<Reply>>nCopies(20, () -> upload(phone, file)))
              .stream()
              .map(Future::resultNow);
      assertThat(replies).allSatisfy(it -> assertThat(it.remark()).isEqualTo("success"));
    }
    assertThat(simulator.messages(phone))
        .hasSize(20)
        .extracting(it -> it.path("media").path("sha256").asString())
        .containsOnly(file.sha256());
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({"image, a.gif", "image, a", "document, a.exe", "video, a.avi", "audio, a.txt"})
  void fileOfAnotherTypeIsRefused(String field, String name) {
    var phone = SimulatorClient.phone();
    assertRefused(
        upload(phone, GeneratedUpload.of(field, name, 10)),
        "validation_error",
        "The %s field must be a file of another type.".formatted(field));
    assertThat(simulator.messages(phone)).isEmpty();
  }

  @Test
  void bodyThatIsLargerThanAnyFileIsAnException() {
    var fields = Map.of("mobile", SimulatorClient.phone(), "message", "x".repeat(65_537));
    var reply = send(fields);
    assertRefused(reply, "exception", "The POST data is too large.");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          message=Hi                             | The mobile field is required.
          mobile=word&message=Hi                 | The mobile field is not valid.
          mobile=M                               | The message field is required.
          mobile=M&message=Hi&from_number=1      | The from_number field is not valid.
          mobile=M&latitude=1.5                  | The longitude field is required.
          mobile=M&longitude=1.5                 | The latitude field is required.
          mobile=M&latitude=91&longitude=1       | The latitude field is not valid.
          mobile=M&latitude=x&longitude=1        | The latitude field is not valid.
          mobile=M&message=Hi&cta_url_id=x       | The cta_url_id field is not valid.
          mobile=M&message=Hi&image=shop.png     | The image field must be a file.
          mobile=M&cta_url_id=1&interactive_list_id=1 | Only one kind of message can be sent at a time.
          """)
  void badMessagesAreRefusedAndNotSent(String body, String message) {
    var phone = SimulatorClient.phone();
    assertRefused(send(fields(body, phone)), "validation_error", message);
    assertThat(simulator.messages(phone)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "cta_url_id, 99, No CTA URL has this id.",
    "interactive_list_id, 99, No interactive list has this id."
  })
  void unknownInteractiveMessagesAreNotFound(String field, String id, String message) {
    var phone = SimulatorClient.phone();
    assertRefused(send(Map.of("mobile", phone, field, id)), "not_found", message);
    assertThat(simulator.messages(phone)).isEmpty();
  }

  @Test
  void blockedContactIsNotFound() {
    var phone = SimulatorClient.phoneEndingIn("0403");
    var words = "The contact is blocked.";
    assertRefused(send(Map.of("mobile", phone, "message", "Hi")), "not_found", words);
    assertRefused(template(phone, "1100000000000001"), "not_found", words);
    assertThat(simulator.messages(phone)).isEmpty();
  }

  @Test
  void approvedTemplateIsSentAndNoOther() {
    var phone = SimulatorClient.phone();
    var sent = template(phone, "1100000000000002");
    assertThat(sent.body())
        .isEqualTo(
            json(
                """
                {'remark':'template_sent','status':'success',
                'message':['The template message was sent.'],'data':{'conversation_id':%d}}
                """
                    .formatted(sent.data("conversation_id").asLong())));
    assertThat(simulator.messages(phone).path(0).path("text").asString())
        .isEqualTo("Your order is on its way.");
    var words = "No approved template has this id.";
    assertRefused(template(phone, "1100000000000004"), "not_found", words);
    assertRefused(template(phone, "word"), "not_found", words);
    assertRefused(
        simulator.crm("POST", "inbox/send-template-message", Map.of("mobile", phone)),
        "validation_error",
        "The template_id field is required.");
  }

  @Test
  void templatesAreListedAsAPage() {
    var reply = simulator.list("inbox/template-list?paginate=1");
    assertThat(reply.remark()).isEqualTo("inbox");
    var page = reply.data("templates");
    assertThat(page.path("total").asInt()).isEqualTo(4);
    assertThat(page.path("data").toString())
        .isEqualTo(
            json(
                """
                [{'id':1,'whatsapp_template_id':'1100000000000001','name':'welcome',
                'category':'MARKETING','status':1,'body':'Welcome to our shop!'}]
                """));
  }

  @Test
  void arrivalIsLoggedWithoutNumberAndText(CapturedOutput output) {
    var phone = SimulatorClient.phone();
    send(Map.of("mobile", phone, "message", "Rahasia besar"));
    assertThat(output)
        .containsOnlyOnce("Simulated phone: a WhatsApp message arrived, read it at /sandbox")
        .doesNotContain(phone.substring(2), "Rahasia");
  }

  private Reply send(Map<String, String> fields) {
    return simulator.crm("POST", "inbox/send-message", fields);
  }

  private Reply upload(String phone, GeneratedUpload file) {
    return simulator.upload("inbox/send-message", Map.of("mobile", phone), file);
  }

  private Reply template(String phone, String id) {
    return simulator.crm(
        "POST", "inbox/send-template-message", Map.of("mobile", phone, "template_id", id));
  }

  private static Map<String, String> fields(String body, String phone) {
    var fields = new HashMap<String, String>();
    for (var field : body.split("&", -1)) {
      var value = field.substring(field.indexOf('=') + 1);
      fields.put(field.substring(0, field.indexOf('=')), value.equals("M") ? phone : value);
    }
    return fields;
  }

  private static void assertRefused(Reply reply, String remark, String message) {
    assertThat(reply.body())
        .isEqualTo(
            json("{'remark':'%s','status':'error','message':['%s']}".formatted(remark, message)));
    assertThat(reply.status()).isEqualTo(200);
  }

  private static String json(String text) {
    return text.replace("\n", "").replace('\'', '"');
  }
}
