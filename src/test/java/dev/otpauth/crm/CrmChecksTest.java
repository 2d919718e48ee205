package dev.otpauth.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.Callers;
import dev.otpauth.ScriptedCrmProvider;
import dev.otpauth.ServiceTest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** Validation errors name the fields, and the provider is not called. */
@ServiceTest
class CrmChecksTest {

  private static final String MESSAGES = "POST /spektif/messages";

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST /spektif/contacts/search | {"page":0,"per_page":101} | page, per_page
          POST /spektif/contacts/search | {"page":1.5} | page
          POST /spektif/contacts/search | {"query":"x"} | query
          POST /spektif/contacts/search | {"search":7} | search
          POST /spektif/conversations/search | {"status":"open"} | status
          POST /spektif/conversations/search | {"status":"DONE"} | status
          POST /spektif/templates/search | {"per_page":0} | per_page
          POST /spektif/templates/search | {"search":"x"} | search
          POST /spektif/contacts | {} | firstname, lastname, mobile
          POST /spektif/contacts | {"firstname":" ","lastname":"x","mobile":"0812"} | firstname, mobile
          POST /spektif/contacts | {"first_name":"x"} | first_name
          POST /spektif/contacts | {"profile_image":"x"} | profile_image
          PATCH /spektif/contacts/7 | {} | firstname
          PATCH /spektif/contacts/7 | {"mobile":" ","city":null} | firstname
          PATCH /spektif/contacts/7 | {"firstname":""} | firstname
          PATCH /spektif/contacts/7 | {"mobile":"nobody"} | mobile
          PUT /spektif/conversations/7/status | {} | status
          PUT /spektif/conversations/7/status | {"status":1} | status
          PUT /spektif/conversations/7/status | {"status":"closed"} | status
          POST /spektif/messages | {} | message, mobile
          POST /spektif/messages | {"mobile":"0812-3456-7890"} | message
          POST /spektif/messages | {"mobile":"0812-3456-7890","message":" "} | message
          POST /spektif/messages | {"mobile":"0812-3456-7890","message":"x","from_number":"me"} | from_number
          POST /spektif/messages | {"mobile":81234567890,"message":"x"} | mobile
          POST /spektif/messages | {"mobile":"0812-3456-7890","message":"x","cta_url_id":1} | cta_url_id, message
          POST /spektif/messages | {"mobile":"0812-3456-7890","latitude":1,"longitude":2,"interactive_list_id":1} | interactive_list_id, latitude
          POST /spektif/messages | {"mobile":"0812-3456-7890","latitude":1} | longitude
          POST /spektif/messages | {"mobile":"0812-3456-7890","longitude":1} | latitude
          POST /spektif/messages | {"mobile":"0812-3456-7890","latitude":90.1,"longitude":-180.5} | latitude, longitude
          POST /spektif/messages | {"mobile":"0812-3456-7890","latitude":1e-300,"longitude":0} | latitude
          POST /spektif/messages | {"mobile":"0812-3456-7890","latitude":"1","longitude":0} | latitude
          POST /spektif/messages | {"mobile":"0812-3456-7890","cta_url_id":0} | cta_url_id
          POST /spektif/messages | {"mobile":"0812-3456-7890","cta_url_id":1.5} | cta_url_id
          POST /spektif/messages | {"mobile":"0812-3456-7890","interactive_list_id":-1} | interactive_list_id
          POST /spektif/messages | {"mobile":"0812-3456-7890","image":"x"} | image
          POST /spektif/messages | {"mobile":"0812-3456-7890","message":"x","text":"x"} | text
          POST /spektif/messages/template | {} | mobile, template_id
          POST /spektif/messages/template | {"mobile":"x","template_id":" "} | mobile, template_id
          POST /spektif/messages/template | {"mobile":"0812-3456-7890","template_id":7} | template_id
          POST /spektif/messages | [] | body
          POST /spektif/messages | nonsense | body
          """)
  void eachFieldThatIsWrongIsNamed(String call, String body, String fields) {
    assertThat(fields(caller.call(call, body), 400)).containsExactly(fields.split(", "));
  }

  @Test
  void aNameHasAtMostFortyCharacters() {
    var body = "{\"firstname\":\"%s\",\"lastname\":\"%s\",\"mobile\":\"081234567890\"}";
    assertThat(
            fields(
                caller.call(
                    "POST /spektif/contacts", body.formatted("a".repeat(41), "b".repeat(40))),
                400))
        .containsExactly("firstname");
    assertThat(
            fields(
                caller.call("PATCH /spektif/contacts/7", body.formatted("a", "b".repeat(41))), 400))
        .containsExactly("lastname");
  }

  @Test
  void whatIsWrongIsSaidOnceAndInTheCallersLanguage() {
    var body = "{\"mobile\":\"081234567890\",\"latitude\":1000,\"longitude\":1}";
    assertThat(Callers.body(caller.call(MESSAGES, body)))
        .contains(
            "\"errors\":[{\"field\":\"latitude\",\"message\":\"must be from -90 to 90, with at most"
                + " 15 decimals\"}]");
    assertThat(Callers.body(caller.callInIndonesian(MESSAGES, body)))
        .contains("harus dari -90 sampai 90");
  }

  record BadForm(String name, Form form, int status, String field) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<BadForm> badForms() {
    return Stream.of(
        new BadForm("no kind", Form.toSomeone(), 400, "message"),
        new BadForm(
            "text and file",
            Form.toSomeone().field("message", "x").file("image", "a.png", png()),
            400,
            "image, message"),
        new BadForm("exe", file("document", "a.pdf", Files.EXE), 400, "document"),
        new BadForm("no extension", file("document", "pdf", Files.PDF), 400, "document"),
        new BadForm("its name", file("document", "a.exe", Files.PDF), 400, "document"),
        new BadForm("no extension", file("document", "pdf.", Files.PDF), 400, "document"),
        new BadForm("another field's", file("image", "a.pdf", Files.PDF), 400, "image"),
        new BadForm("another's name", file("image", "a.png", Files.JPEG), 400, "image"),
        new BadForm("quicktime", file("video", "a.mov", Files.MP4), 400, "video"),
        new BadForm("no audio", file("audio", "a.ogg", Files.EXE), 400, "audio"),
        new BadForm("empty", Form.toSomeone().file("image", "a.png", new byte[0]), 400, "image"),
        new BadForm("short", Form.toSomeone().file("image", "a.png", new byte[3]), 400, "image"),
        new BadForm("no name", file("image", "", Files.PNG), 400, "image"),
        new BadForm("long name", file("image", "a".repeat(252) + ".png", Files.PNG), 400, "image"),
        new BadForm("large image", Form.toSomeone().file("image", "a.png", png(6)), 413, "image"),
        new BadForm(
            "large video",
            Form.toSomeone().file("video", "a.mp4", Files.of(Files.MP4, 17 << 20)),
            413,
            "video"),
        new BadForm(
            "field behind the file",
            file("image", "a.png", Files.PNG).field("from_number", "628001234567"),
            400,
            "from_number"),
        new BadForm(
            "two files",
            file("image", "a.png", Files.PNG).file("video", "a.mp4", Files.of(Files.MP4, 99)),
            400,
            "video"),
        new BadForm(
            "a file twice",
            file("image", "a.png", Files.PNG).file("image", "b.png", png()),
            400,
            "image"),
        new BadForm("a field twice", Form.toSomeone().field("mobile", "x"), 400, "mobile"),
        new BadForm(
            "a number for its name",
            new Form().field("081234567890", "x").field("081234567890", "x"),
            400,
            "body"),
        new BadForm("unknown file", file("picture", "a.png", Files.PNG), 400, "picture"),
        new BadForm("a file for text", file("message", "a.txt", Files.PNG), 400, "message"),
        new BadForm("text for a file", Form.toSomeone().field("image", "x"), 400, "image"),
        new BadForm("no number", Form.toSomeone().field("cta_url_id", "one"), 400, "cta_url_id"),
        new BadForm(
            "long text", Form.toSomeone().field("message", "x".repeat(17_000)), 413, "body"));
  }

  private static byte[] png() {
    return Files.of(Files.PNG, 100);
  }

  private static byte[] png(int mebibytes) {
    return Files.of(Files.PNG, mebibytes << 20);
  }

  private static Form file(String field, String name, String firstBytes) {
    return Form.toSomeone().file(field, name, Files.of(firstBytes, 10_000));
  }

  @ParameterizedTest
  @MethodSource("badForms")
  void whatIsWrongWithAFormIsNamed(BadForm bad) {
    var answer = caller.form(MESSAGES, bad.form().closed());
    assertThat(fields(answer, bad.status())).containsExactly(bad.field().split(", "));
    assertThat(provider.files()).noneMatch(ScriptedCrmProvider.ReceivedFile::isWhole);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "filename=\"a\rb.png\"",
        "filename=\"a\u0000.png\"",
        "filename*=UTF-8''a%0d%0aX-Evil:%201.png",
        "filename*=UTF-8''a%00.png",
        "filename*=UTF-8''a%e2%80%a8.png",
        "filename=\"=?UTF-8?B?YQ0KYi5wbmc=?=\""
      })
  void noFileNameBringsALineBreak(String fileName) {
    var form = Form.toSomeone().fileHead("image", fileName).raw(png());
    assertThat(fields(caller.form(MESSAGES, form.closed()), 400)).hasSize(1);
    assertThat(provider.calls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "filename=\"a.png\" | a.png",
        "filename=\"../../etc/a.png\" | a.png",
        "filename=\"C:\\\\photos\\\\a.PNG\" | a.PNG",
        "filename=\"a b;c.png\" | a b;c.png",
        "filename=\"foto ☀.png\" | foto ☀.png",
        "filename=\"a%22%0d%0a.png\" | a%22%0d%0a.png",
        "filename*=UTF-8''foto%20%e2%98%80.png | foto ☀.png"
      })
  void aFileNameIsHandedOnWithoutItsFolders(String written, String name) {
    var form = Form.toSomeone().fileHead("image", written).raw(png());
    assertThat(caller.form(MESSAGES, form.closed())).hasStatus(200);
    assertThat(provider.files())
        .extracting(ScriptedCrmProvider.ReceivedFile::name)
        .containsExactly(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data",
        "multipart/form-data; boundary=another",
        "Multipart/Form-Data; boundary=another"
      })
  void aFormWithAnotherBoundaryIsNone(String type) {
    var answer = caller.send(MESSAGES, type, Form.toSomeone().field("message", "x").closed(), "en");
    assertThat(fields(answer, 400)).containsExactly("body");
  }

  @Test
  void aFormThatIsCutOffIsNone() {
    var whole = Form.toSomeone().field("message", "x").closed();
    for (var length : new int[] {0, 1, 40, whole.length - Form.CLOSING.length}) {
      var cut = Arrays.copyOf(whole, length);
      assertThat(fields(caller.send(MESSAGES, Form.TYPE, cut, "en"), 400))
          .as("%s bytes", length)
          .containsExactly("body");
    }
    assertThat(provider.calls()).isEmpty();
  }

  private List<String> fields(MvcTestResult answer, int status) {
    assertThat(answer).hasStatus(status).hasHeader("Cache-Control", "no-store");
    var problem = json.readTree(Callers.body(answer));
    assertThat(problem.get("code").asString())
        .isEqualTo(status == 413 ? "payload_too_large" : "invalid_request");
    if (provider.files().isEmpty()) {
      assertThat(provider.calls()).isEmpty();
    }
    return problem
        .get("errors")
        .valueStream()
        .peek(it -> assertThat(it.get("message").asString()).isNotBlank())
        .map(it -> Objects.requireNonNull(it.get("field")).asString())
        .distinct()
        .toList();
  }
}
