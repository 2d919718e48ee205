package dev.otpauth.token;

import static dev.otpauth.ScriptedProvider.RIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.Callers;
import dev.otpauth.ServiceTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.json.JsonMapper;

/** Without a signing key no tokens are issued, and everything else works. */
@ServiceTest
class SigningOffTest {

  @Autowired MockMvcTester mvc;
  @Autowired JsonMapper json;
  @Autowired ServiceTest.World world;

  @BeforeEach
  void freshWorld() {
    world.reset();
  }

  @Test
  void aConfirmAnswersNoToken() {
    var callers = new Callers(mvc, json);
    assertThat(callers.confirm(callers.requested(), RIGHT, null))
        .hasStatus(200)
        .bodyText()
        .contains("\"status\":\"verified\"")
        .doesNotContain("verification_token");
  }

  @Test
  void noKeyIsPublishedAndNoTokenIsGood() {
    assertThat(mvc.get().uri("/.well-known/jwks.json"))
        .hasStatus(200)
        .bodyText()
        .isEqualTo("{\"keys\":[]}");
    assertThat(new Callers(mvc, json).introspect("login", "a.b.c", true))
        .hasStatus(200)
        .bodyText()
        .isEqualTo("{\"active\":false}");
  }
}
