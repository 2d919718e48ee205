package dev.otpauth.caller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.ServiceTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** Tests which caller a token stands for: a client or a subject. */
@ServiceTest
@ContextConfiguration(initializers = TestIssuer.class)
class TokenCallersTest {

  private static final String LOGIN =
      "Basic "
          + Base64.getEncoder()
              .encodeToString("login:login-secret".getBytes(StandardCharsets.UTF_8));

  @Autowired MockMvcTester mvc;
  @Autowired JsonMapper json;
  @Autowired ServiceTest.World world;

  @BeforeEach
  void asOnTheFirstDay() {
    world.reset();
  }

  @Test
  void aTokenIsNeverACallerOfTheSameName() {
    var named = Map.of("client_id", "login", "azp", "login", "sub", "login");
    named.forEach(
        (claim, name) -> {
          var token =
              "Bearer "
                  + TestIssuer.token(
                      "otp:verify", it -> it.claim("client_id", null).claim(claim, name));
          var ofLogin = requested(LOGIN, "081234567801");
          var ofToken = requested(token, "081234567802");
          assertThat(status(LOGIN, ofLogin)).as(claim).hasStatus(200);
          assertThat(status(token, ofLogin)).as(claim).hasStatus(404);
          assertThat(status(token, ofToken)).as(claim).hasStatus(200);
          assertThat(status(LOGIN, ofToken)).as(claim).hasStatus(404);
        });
  }

  @Test
  void aSubjectIsNeverTheClientOfTheSameName() {
    var client = "Bearer " + TestIssuer.token("otp:verify", it -> it.claim("client_id", "shop"));
    var subject =
        "Bearer "
            + TestIssuer.token("otp:verify", it -> it.claim("client_id", null).subject("shop"));
    assertThat(status(subject, requested(client, "081234567803"))).hasStatus(404);
  }

  @Test
  void everyTokenOfAClientIsTheSameCaller() {
    var first = TestIssuer.token("otp:verify", it -> it.jwtID("1").subject("somebody"));
    var second = TestIssuer.token("otp:verify", it -> it.jwtID("2").subject("somebody else"));
    assertThat(status("Bearer " + second, requested("Bearer " + first, "081234567804")))
        .hasStatus(200);
  }

  @Test
  void idempotencyKeysOfACallerAndATokenOfItsNameAreTwo() {
    var token = "Bearer " + TestIssuer.token("otp:verify", it -> it.claim("client_id", "login"));
    assertThat(request(LOGIN, "081234567805", "one-key")).hasStatus(202);
    assertThat(request(token, "081234567806", "one-key")).hasStatus(202);
  }

  private MvcTestResult request(String authorization, String mobile, String key) {
    return mvc.post()
        .uri("/auth/otp/request")
        .header("Authorization", authorization)
        .header("Idempotency-Key", key)
        .contentType(MediaType.APPLICATION_JSON)
        .content("{\"mobile\":\"%s\"}".formatted(mobile))
        .exchange();
  }

  private String requested(String authorization, String mobile) {
    var answer = request(authorization, mobile, UUID.randomUUID().toString());
    assertThat(answer).hasStatus(202);
    return json.readTree(answer.getResponse().getContentAsByteArray()).get("request_id").asString();
  }

  private MvcTestResult status(String authorization, String requestId) {
    return mvc.get()
        .uri("/auth/otp/" + requestId)
        .header("Authorization", authorization)
        .exchange();
  }
}
