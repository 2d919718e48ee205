package dev.otpauth.spektif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.spektif.account.ProbeProperties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class HealthTest extends ProbedTest {

  HealthTest() {
    super(adapter(new ProbeProperties(false)));
  }

  @BeforeEach
  void allIsWell() {
    spektif.acceptsSends();
    calls.send(DESTINATION, SENDER);
    assertThat(health().getStatus()).isEqualTo(Status.UP);
    spektif.forget();
  }

  private Health health() {
    return adapter.health.health();
  }

  private String problem() {
    assertThat(health().getStatus()).isEqualTo(Status.DOWN);
    return String.valueOf(health().getDetails().get("problem"));
  }

  @Test
  void addressThatIsNotWhitelistedIsNamed() {
    spektif.answers("send", 401, RecordedBodies.file("not-whitelisted.json"));
    calls.send(DESTINATION, SENDER);

    assertThat(problem())
        .isEqualTo("address 203.0.113.9 is not whitelisted: add it in the dashboard");
  }

  @Test
  void addressOfVersionSixIsNamed() {
    spektif.answers(
        "send",
        200,
        RecordedBodies.file("not-whitelisted.json").replace("203.0.113.9", "2001:4860::9"));
    calls.send(DESTINATION, SENDER);

    assertThat(problem())
        .isEqualTo("address 2001:4860::9 is not whitelisted: add it in the dashboard");
  }

  @Test
  void refusedCredentialsAreToldFromTheRest() {
    spektif.answers("verify", 401, RecordedBodies.file("unauthorized.json"));
    calls.verify(REFERENCE, DESTINATION, CODE);

    assertThat(problem()).startsWith("credentials refused");
  }

  @Test
  void wordsOfTheRemarkTellWhatToLookAt() {
    spektif.answers("send", 403, RecordedBodies.error("template_of_6281234567890_inactive"));
    calls.send(DESTINATION, SENDER);

    assertThat(problem())
        .isEqualTo(
            "authentication template refused (inactive, template): choose an approved one in the"
                + " dashboard's OTP settings");
    assertThat(health().getDetails())
        .containsEntry("cause", "template")
        .containsEntry("operation", "send")
        .containsEntry("since", "2026-03-02T03:25:00Z")
        .containsEntry("sender", SENDER.toString());
  }

  @Test
  void redirectPointsToTheBaseUrl() {
    spektif.answers("send", 301, "");
    calls.send(DESTINATION, SENDER);

    assertThat(problem()).isEqualTo("redirected (HTTP 301): check spektif.base-url");
  }

  @Test
  void everyTroubleIsTold() {
    spektif.answers("send", 403, RecordedBodies.error("plan_expired"));
    spektif.answers("verify", 401, RecordedBodies.file("not-whitelisted.json"));
    calls.send(DESTINATION, SENDER);
    calls.verify(REFERENCE, DESTINATION, CODE);

    assertThat(problem()).startsWith("address 203.0.113.9");
    assertThat(String.valueOf(health().getDetails().get("also"))).contains("plan or balance");
  }

  @Test
  void acceptedSendEndsTheTrouble() {
    spektif.answers("history", 403, "");
    calls.history(FIRST_PAGE);
    assertThat(problem()).startsWith("credentials refused");

    spektif.acceptsSends();
    calls.send(DESTINATION, SENDER);

    assertThat(health().getStatus()).isEqualTo(Status.UP);
  }
}
