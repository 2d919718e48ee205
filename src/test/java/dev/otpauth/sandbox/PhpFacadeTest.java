package dev.otpauth.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Calls contacts and inbox from PHP through this service, with the documented fields. */
@FullSandboxTest
@EnabledIf("dev.otpauth.sandbox.PhpProcess#isInstalled")
class PhpFacadeTest {

  private static final String PHONE = "081234567891";

  private final SimulatorClient simulator;
  private final PhpProcess facade;

  @Autowired
  PhpFacadeTest(@LocalServerPort int port) {
    this.simulator = new SimulatorClient(port);
    this.facade =
        new PhpProcess(
            "facade.php",
            Map.of(
                "BASE_URL", "http://127.0.0.1:%d".formatted(port),
                "CALLER_ID", "demo",
                "CALLER_SECRET", "demo-secret"));
  }

  @Test
  void contactIsMadeListedChangedAndDeleted() throws Exception {
    var stored = answer(201, "contact/store").path("contact");
    assertThat(stored.path("full_name").asString()).isEqualTo("John Doe");
    assertThat(stored.path("mobile_code").asString()).isEqualTo("62");
    assertThat(stored.path("mobile").asString()).isEqualTo("81988123457");
    var id = stored.path("id").asString();

    assertThat(answer(200, "contact/update", id).path("contact")).isEqualTo(stored);

    var listed = answer(200, "contact/list");
    assertThat(listed.path("data").path(0)).isEqualTo(stored);
    assertThat(listed.path("pagination").path("per_page").asInt()).isEqualTo(20);

    assertThat(answer(204, "contact/delete", id).isNull()).isTrue();
    assertThat(answer(404, "contact/delete", id).path("code").asString()).isEqualTo("not_found");
  }

  @Test
  void messageIsSentItsConversationListedReadAndDone() throws Exception {
    var sent = answer(200, "inbox/send-message");
    var id = sent.path("conversation_id").asString();
    assertThat(newest().path("text").asString()).isEqualTo("Hello world");

    var listed = answer(200, "inbox/conversation-list");
    assertThat(listed.path("data").path(0).path("id").asString()).isEqualTo(id);

    assertThat(answer(204, "inbox/change-conversation-status", id).isNull()).isTrue();
    var details = answer(200, "inbox/conversation-details", id).path("conversation");
    assertThat(details.path("status").asInt()).isEqualTo(1);
    assertThat(details.path("contact").path("mobile").asString()).isEqualTo("81234567891");
  }

  @Test
  void templateIsListedAndSent() throws Exception {
    var template = answer(200, "inbox/template-list").path("data").path(0);
    var sent =
        answer(
            200, "inbox/send-template-message", template.path("whatsapp_template_id").asString());
    assertThat(sent.path("conversation_id").isMissingNode()).isFalse();
    assertThat(newest().path("text")).isEqualTo(template.path("body"));
  }

  @Test
  void documentArrivesWhole() throws Exception {
    answer(200, "inbox/send-message with a document");
    var media = newest().path("media");
    assertThat(media.path("name").asString()).isEqualTo("list.pdf");
    assertThat(media.path("type").asString()).isEqualTo("application/pdf");
    assertThat(media.path("size").asInt()).isEqualTo(100_009);
  }

  private JsonNode newest() {
    return simulator.messages(PHONE).path(0);
  }

  /** Asserts the status and returns the body. */
  private JsonNode answer(int status, String... call) throws Exception {
    var answer = facade.run(call);
    assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(status);
    return answer.path("body");
  }
}
