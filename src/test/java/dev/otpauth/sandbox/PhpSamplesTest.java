package dev.otpauth.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Runs the fifteen samples of the provider's documentation against the sandbox. */
@SandboxTest
@EnabledIf("dev.otpauth.sandbox.PhpProcess#isInstalled")
class PhpSamplesTest {

  private static final String TEMPLATE = "1100000000000001";

  private final SimulatorClient simulator;
  private final PhpProcess samples;

  @Autowired
  PhpSamplesTest(@LocalServerPort int port) {
    this.simulator = new SimulatorClient(port);
    this.samples =
        new PhpProcess(
            "samples.php",
            Map.of(
                "BASE_URL", "http://127.0.0.1:%d/sandbox/external-api".formatted(port),
                "CLIENT_ID", ProviderCredentials.CLIENT_ID,
                "CLIENT_SECRET", ProviderCredentials.CLIENT_SECRET));
  }

  @Test
  void fourSamplesOfContactsDoWhatTheySay() throws Exception {
    var stored = answer("contact_save", "contact/store").path("contact");
    assertThat(stored.path("full_name").asString()).isEqualTo("John Doe");
    assertThat(stored.path("mobile_code").asString()).isEqualTo("62");
    assertThat(stored.path("mobile").asString()).isEqualTo("81988123456");
    var id = stored.path("id").asString();

    var updated = answer("contact_save", "contact/update", id).path("contact");
    assertThat(updated).isEqualTo(stored);

    var listed = answer("contact-list", "contact/list").path("contacts");
    assertThat(listed.path("per_page").asInt()).isEqualTo(20);
    assertThat(listed.path("data").path(0)).isEqualTo(stored);

    assertThat(answer("contact_deleted", "contact/delete", id).isMissingNode()).isTrue();
    assertThat(answer("contact-list", "contact/list").path("contacts").path("data"))
        .doesNotContain(stored);
  }

  @Test
  void sixSamplesOfTheInboxDoWhatTheySay() throws Exception {
    var sent = answer("success", "inbox/send-message");
    assertThat(sent.path("message").path("message").asString()).isEqualTo("Hello world");
    var id = sent.path("conversation_id").asString();
    assertThat(simulator.messages("081234567890").path(0).path("text").asString())
        .isEqualTo("Hello world");

    var listed = answer("inbox", "inbox/conversation-list").path("conversation");
    assertThat(listed.path("data").path(0).path("id").asString()).isEqualTo(id);
    assertThat(listed.path("data").path(0).path("status").asInt()).isEqualTo(2);

    var changed = answer("status_updated", "inbox/change-conversation-status", id);
    assertThat(changed.isMissingNode()).isTrue();

    var details = answer("conversation_details", "inbox/conversation-details", id);
    assertThat(details.path("conversation").path("status").asInt()).isEqualTo(1);
    assertThat(details.path("conversation").path("contact").path("mobile").asString())
        .isEqualTo("81234567890");

    var templates = answer("inbox", "inbox/template-list").path("templates");
    assertThat(templates.path("data").path(0).path("whatsapp_template_id").asString())
        .isEqualTo(TEMPLATE);
    var template = answer("template_sent", "inbox/send-template-message", TEMPLATE);
    assertThat(template.path("conversation_id").asString()).isEqualTo(id);
    assertThat(simulator.messages("081234567890")).hasSize(2);
  }

  @Test
  void fiveSamplesOfOtpDoWhatTheySay() throws Exception {
    var sent = answer("otp_sent", "otp/send");
    assertThat(sent.path("expires_in").asInt()).isEqualTo(300);

    var resent = answer("otp_resent", "otp/resend", sent.path("reference_id").asString());
    var reference = resent.path("reference_id").asString();
    assertThat(resent).isNotEqualTo(sent);

    var code = simulator.inbox("81234567890").path(0).path("otp_code").asString();
    var verified = answer("otp_verified", "otp/verify", reference, code);
    assertThat(verified.path("reference_id").asString()).isEqualTo(reference);

    var status = answer("otp_status", "otp/status", reference);
    assertThat(status.path("status").asString()).isEqualTo("verified");
    assertThat(status.path("destination_number").asString()).isEqualTo("6281234567890");

    var history = answer("otp_history", "otp/history");
    assertThat(history.path("data").path(0).path("reference_id").asString()).isEqualTo(reference);
    assertThat(history.path("pagination").path("per_page").asInt()).isEqualTo(15);
  }

  /** Asserts a success and returns its data, or a missing node. */
  private JsonNode answer(String remark, String... sample) throws Exception {
    var answer = samples.run(sample);
    assertThat(answer.path("remark").asString()).as(answer.toString()).isEqualTo(remark);
    assertThat(answer.path("status").asString()).isEqualTo("success");
    return answer.path("data");
  }
}
