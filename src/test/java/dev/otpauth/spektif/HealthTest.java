package dev.otpauth.spektif;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class HealthTest extends SpektifTest {

  @BeforeEach
  void allIsWell() {
    spektif.acceptsSends();
    provider.send(DESTINATION, SENDER);
    assertThat(health().getStatus()).isEqualTo(Status.UP);
    spektif.forget();
  }

  private static Health health() {
    return context.getBean(SpektifHealthIndicator.class).health();
  }

  private static String problem() {
    assertThat(health().getStatus()).isEqualTo(Status.DOWN);
    return String.valueOf(health().getDetails().get("problem"));
  }

  @Test
  void addressThatIsNotWhitelistedIsNamed() {
    spektif.answers("send", 401, Bodies.file("not-whitelisted.json"));
    provider.send(DESTINATION, SENDER);

    assertThat(problem())
        .isEqualTo("address 203.0.113.9 is not whitelisted: add it in the dashboard");
  }

  @Test
  void addressOfVersionSixIsNamed() {
    spektif.answers("send", 200, Bodies.file("not-whitelisted.json").replace("203.0.113.9", "::1"));
    provider.send(DESTINATION, SENDER);

    assertThat(problem()).isEqualTo("address ::1 is not whitelisted: add it in the dashboard");
  }

  @Test
  void refusedCredentialsAreToldFromTheRest() {
    spektif.answers("verify", 401, Bodies.file("unauthorized.json"));
    provider.verify(REFERENCE, CODE);

    assertThat(problem()).startsWith("credentials refused");
  }

  @Test
  void wordsOfTheRemarkTellWhatToLookAt() {
    spektif.answers("send", 422, Bodies.error("template_of_6281234567890_inactive"));
    provider.send(DESTINATION, SENDER);

    assertThat(problem())
        .isEqualTo("account refused (inactive, template): check it in the dashboard");
  }

  @Test
  void redirectPointsToTheBaseUrl() {
    spektif.answers("send", 301, "");
    provider.send(DESTINATION, SENDER);

    assertThat(problem()).isEqualTo("redirected (HTTP 301): check spektif.base-url");
  }

  @Test
  void acceptedSendEndsTheTrouble() {
    spektif.answers("history", 403, "");
    provider.history(FIRST_PAGE);
    assertThat(problem()).startsWith("credentials refused");

    spektif.acceptsSends();
    provider.send(DESTINATION, SENDER);

    assertThat(health().getStatus()).isEqualTo(Status.UP);
  }
}
