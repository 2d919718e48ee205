package dev.otpauth.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.sandbox.SimulatorClient.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@SandboxTest
class ContactApiTest {

  private final SimulatorClient simulator;
  private final int port;

  @Autowired
  ContactApiTest(@LocalServerPort int port) {
    this.simulator = new SimulatorClient(port);
    this.port = port;
  }

  @ParameterizedTest
  @EnumSource
  void contactIsMadeListedChangedAndDeleted(FieldEncoding encoding) {
    var phone = SimulatorClient.phone();
    var made = store(encoding, Map.of("firstname", "Ani", "lastname", "Wijaya", "mobile", phone));
    assertThat(made.remark()).isEqualTo("contact_save");
    var id = made.data("contact").path("id").asLong();
    assertThat(found(phone).data("data").path(0).path("id").asLong()).isEqualTo(id);

    var changed =
        simulator.crm(
            "POST",
            "contact/update/" + id,
            encoding,
            Map.of("firstname", "Ani", "lastname", "Putri", "city", "Bandung"));
    assertThat(changed.remark()).isEqualTo("contact_save");
    var contact = found(phone).data("data").path(0);
    assertThat(contact.path("full_name").asString()).isEqualTo("Ani Putri");
    assertThat(contact.path("address").path("city").asString()).isEqualTo("Bandung");

    assertAnswer(
        delete(id),
        "{'remark':'contact_deleted','status':'success','message':['The contact was deleted.']}");
    assertThat(found(phone).data("data")).isEmpty();
    assertRefused(delete(id), "not_found", "No contact has this id.");
  }

  @Test
  void contactHasAllItsFields() {
    var phone = SimulatorClient.phone();
    var made =
        store(
            Map.of(
                "firstname", "Budi",
                "lastname", "Santoso",
                "mobile", "0" + phone.substring(2),
                "city", "Solo",
                "state", "Jawa Tengah",
                "post_code", "57100",
                "address", "Jl. Slamet Riyadi 1"));
    var id = made.data("contact").path("id").asLong();
    assertAnswer(
        made,
        """
        {'remark':'contact_save','status':'success','message':['The contact was saved.'],
        'data':{'contact':{'id':%d,'firstname':'Budi','lastname':'Santoso','email':null,
        'mobile_code':'62','mobile':'%s','address':{'city':'Solo','state':'Jawa Tengah',
        'post_code':'57100','address':'Jl. Slamet Riyadi 1','country':null},
        'image_src':'http://127.0.0.1:%d/sandbox/page/icon.svg','full_name':'Budi Santoso',
        'is_blocked':0}}}
        """
            .formatted(id, phone.substring(2), port));
  }

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource({
    ", 081988120001, 62, 81988120001",
    ", 81988120002, 62, 81988120002",
    ", +62 819-8812-0003, 62, 81988120003",
    ", 0062 819 8812 0004, 62, 81988120004",
    "62, 81988120005, 62, 81988120005",
    "62, 081988120006, 62, 81988120006",
    "62, 6281988120007, 62, 81988120007",
    "880, 01988000008, 880, 1988000008",
    ", +6591234567, 65, 91234567",
    ", +14155550123, 1, 4155550123",
    ", +8801988000009, 880, 1988000009"
  })
  void countryCodeAndTheRestAreKeptApart(
      String givenCode, String given, String mobileCode, String mobile) {
    var fields = new HashMap<>(Map.of("firstname", "A", "lastname", "B", "mobile", given));
    if (givenCode != null) {
      fields.put("mobile_code", givenCode);
    }
    var contact = store(fields).data("contact");
    assertThat(contact.path("mobile_code").asString()).isEqualTo(mobileCode);
    assertThat(contact.path("mobile").asString()).isEqualTo(mobile);
  }

  @Test
  void twoContactsMayNotShareANumber() {
    var phone = SimulatorClient.phone();
    var first = id(store(named(phone)));
    var again = named("0" + phone.substring(2));
    assertRefused(store(again), "validation_error", "The mobile has already been taken.");
    var other = id(store(named(SimulatorClient.phone())));
    assertRefused(update(other, again), "validation_error", "The mobile has already been taken.");
    assertThat(update(first, again).remark()).isEqualTo("contact_save");
  }

  @Test
  void numberThatAContactGaveUpIsFree() {
    var phone = SimulatorClient.phone();
    var id = id(store(named(phone)));
    assertThat(update(id, named(SimulatorClient.phone())).remark()).isEqualTo("contact_save");
    assertThat(store(named(phone)).remark()).isEqualTo("contact_save");
    assertThat(found(phone).data("total").asInt()).isEqualTo(1);
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    assertAnswer(
        store(Map.of("city", "Solo")),
        """
        {'remark':'validation_error','status':'error','message':[
        'The firstname field is required.','The lastname field is required.',
        'The mobile field is required.']}
        """);
    assertAnswer(
        store(Map.of("firstname", "A".repeat(41), "lastname", "B", "mobile", "word")),
        """
        {'remark':'validation_error','status':'error','message':[
        'The firstname field must not be greater than 40 characters.',
        'The mobile field is not valid.']}
        """);
  }

  @Test
  void changeWantsBothNamesAlthoughNotDocumented() {
    var id = id(store(named(SimulatorClient.phone())));
    assertAnswer(
        update(id, Map.of("city", "Solo")),
        """
        {'remark':'validation_error','status':'error','message':[
        'The firstname field is required.','The lastname field is required.']}
        """);
  }

  @Test
  void unknownContactsAreToldByTheRemarkOfTheOperation() {
    var words = "No contact has this id.";
    assertRefused(update(999_999, named(SimulatorClient.phone())), "unknown_contact", words);
    assertRefused(delete(999_999), "not_found", words);
    assertRefused(simulator.crm("DELETE", "contact/delete/word", Map.of()), "not_found", words);
  }

  @Test
  void contactWithMessagesOrBlockedStays() {
    var phone = SimulatorClient.phone();
    var id = id(store(named(phone)));
    simulator.crm("POST", "inbox/send-message", Map.of("mobile", phone, "message", "Hi"));
    assertRefused(delete(id), "contact_error", "A contact with messages cannot be deleted.");

    var blocked = store(named(SimulatorClient.phoneEndingIn("0403")));
    assertThat(blocked.data("contact").path("is_blocked").asInt()).isEqualTo(1);
    assertRefused(delete(id(blocked)), "contact_error", "A blocked contact cannot be deleted.");
  }

  @Test
  void planWithoutRoomIsToldForItsNumber() {
    var phone = SimulatorClient.phoneEndingIn("0507");
    assertRefused(
        store(named(phone)), "contact_limit_error", "Your plan has no room for another contact.");
    assertThat(found(phone).data("data")).isEmpty();
  }

  @Test
  void profileImageIsShownFromThenOn() {
    var phone = SimulatorClient.phone();
    var made =
        simulator.upload("contact/store", named(phone), GeneratedUpload.png("profile_image", 5000));
    var image = made.data("contact").path("image_src").asString();
    assertThat(image).startsWith("http://127.0.0.1:%d/sandbox/pictures/".formatted(port));
    var shown = simulator.get(image.substring(image.indexOf("/sandbox")));
    assertThat(shown.headers().firstValue("Content-Type")).contains("image/png");
    var kept = update(id(made), named(phone));
    assertThat(kept.data("contact").path("image_src").asString()).isEqualTo(image);
  }

  @Test
  void profileImageThatIsNoneIsRefused() {
    var fields = named(SimulatorClient.phone());
    assertRefused(
        simulator.upload("contact/store", fields, GeneratedUpload.of("profile_image", "a.exe", 9)),
        "validation_error",
        "The profile_image field must be a file of another type.");
    assertRefused(
        simulator.upload("contact/store", fields, GeneratedUpload.png("profile_image", 5243000)),
        "validation_error",
        "The profile_image field must not be greater than 5 megabytes.");
    assertRefused(
        simulator.upload("contact/store", fields, GeneratedUpload.of("profile_image", "a.png", 9)),
        "image_upload_error",
        "The image could not be read.");
    assertThat(store(fields).remark()).isEqualTo("contact_save");
  }

  @Test
  void listIsALaravelPageOneLevelDown() {
    var name = "Laras" + SimulatorClient.phone();
    for (var contact = 0; contact < 3; contact++) {
      store(Map.of("firstname", name, "lastname", "W", "mobile", SimulatorClient.phone()));
    }
    var reply = simulator.list("contact/list?page=2&paginate=2&search=" + name);
    var path = "http://127.0.0.1:%d/sandbox/external-api/contact/list".formatted(port);
    var page = reply.data("contacts");
    assertThat(reply.remark()).isEqualTo("contact-list");
    assertThat(page.path("data")).hasSize(1);
    assertThat(page.toString().replaceFirst("\"data\":\\[.*?],\"first_page", "\"first_page"))
        .isEqualTo(
            json(
                """
                {'current_page':2,'first_page_url':'PATH?page=1','from':3,'last_page':2,
                'last_page_url':'PATH?page=2','links':[
                {'url':'PATH?page=1','label':'&laquo; Previous','active':false},
                {'url':'PATH?page=1','label':'1','active':false},
                {'url':'PATH?page=2','label':'2','active':true},
                {'url':null,'label':'Next &raquo;','active':false}],
                'next_page_url':null,'path':'PATH','per_page':2,'prev_page_url':'PATH?page=1',
                'to':3,'total':3}
                """
                    .replace("PATH", path)));
  }

  @Test
  void listIsOfTwentyAndNewestFirstWhereNothingIsSaid() {
    for (var contact = 0; contact < 21; contact++) {
      store(named(SimulatorClient.phone()));
    }
    var newest = id(store(named(SimulatorClient.phone())));
    var page = simulator.list("contact/list").data("contacts");
    assertThat(page.path("per_page").asInt()).isEqualTo(20);
    assertThat(page.path("data")).hasSize(20);
    assertThat(page.path("data").path(0).path("id").asLong()).isEqualTo(newest);
  }

  @Test
  void pageBehindTheLastIsEmpty() {
    var page = simulator.list("contact/list?page=9&search=nobodyatall").data("contacts");
    assertThat(page.path("data")).isEmpty();
    assertThat(page.path("from").isNull()).isTrue();
    assertThat(page.path("to").isNull()).isTrue();
    assertThat(page.path("last_page").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"page=0, page", "paginate=many, paginate", "page=-1, page"})
  void malformedPagesAreRefused(String query, String field) {
    assertRefused(
        simulator.list("contact/list?" + query),
        "validation_error",
        "The %s field is not valid.".formatted(field));
  }

  @Test
  void searchIsOverNamesMobileAndEmail() {
    var phone = SimulatorClient.phone();
    store(
        Map.of(
            "firstname", "Xaverius",
            "lastname", "Zulkarnaen",
            "mobile", phone,
            "email", "xz@example.com"));
    for (var words : new String[] {"xaver", "KARNAEN", phone.substring(2), "xz@example"}) {
      assertThat(simulator.list("contact/list?search=" + words).data("contacts").path("total"))
          .as(words)
          .hasToString("1");
    }
    assertThat(simulator.list("contact/list?search=" + phone).data("contacts").path("total"))
        .as("the code of the country is in another column")
        .hasToString("0");
  }

  @Test
  void credentialsAreAskedForAsWithOtp() {
    var reply = simulator.get("/sandbox/external-api/contact/list");
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.remark()).isEqualTo("Unauthorized");
    assertThat(reply.message()).isEqualTo("The client id is required");
  }

  @Test
  void neitherBrokenJsonNorBrokenMultipartIsMoreThanARefusal() {
    for (var type : new String[] {"application/json", "multipart/form-data"}) {
      var body = BodyPublishers.ofString("{\"firstname\":");
      var reply = simulator.crm("POST", "contact/store", type, body);
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.remark()).isEqualTo("validation_error");
    }
  }

  private Reply store(Map<String, String> fields) {
    return store(FieldEncoding.MULTIPART, fields);
  }

  private Reply store(FieldEncoding encoding, Map<String, String> fields) {
    return simulator.crm("POST", "contact/store", encoding, fields);
  }

  private Reply update(long id, Map<String, String> fields) {
    return simulator.crm("POST", "contact/update/" + id, fields);
  }

  private Reply delete(long id) {
    return simulator.crm("DELETE", "contact/delete/" + id, Map.of());
  }

  /** The page of contacts with that number; {@link Reply#data} is of the page. */
  private Reply found(String phone) {
    var reply = simulator.list("contact/list?search=" + phone.substring(2));
    return new Reply(
        reply.status(),
        reply.headers(),
        "{\"data\":%s}".formatted(reply.data("contacts").toString()));
  }

  private static Map<String, String> named(String phone) {
    return Map.of("firstname", "Ani", "lastname", "Wijaya", "mobile", phone);
  }

  private static long id(Reply reply) {
    return reply.data("contact").path("id").asLong();
  }

  private static void assertRefused(Reply reply, String remark, String message) {
    assertAnswer(
        reply, "{'remark':'%s','status':'error','message':['%s']}".formatted(remark, message));
  }

  private static void assertAnswer(Reply reply, String expected) {
    assertThat(reply.body()).isEqualTo(json(expected));
    assertThat(reply.status()).isEqualTo(200);
  }

  private static String json(String text) {
    return text.replace("\n", "").replace('\'', '"');
  }
}
