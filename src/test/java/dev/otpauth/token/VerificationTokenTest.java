package dev.otpauth.token;

import static dev.otpauth.ScriptedProvider.RIGHT;
import static dev.otpauth.ScriptedProvider.WRONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import dev.otpauth.Callers;
import dev.otpauth.MovableClock;
import dev.otpauth.ScriptedProvider;
import dev.otpauth.ScriptedProvider.Call;
import dev.otpauth.ServiceTest;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.VerifyResult;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.json.JsonMapper;

/** The token in the response of a confirm, and the keys that verify it. */
@SigningTest
@ExtendWith(OutputCaptureExtension.class)
class VerificationTokenTest {

  private static final Instant NOW = Instant.parse("2026-03-02T03:25:00Z");

  @Autowired MockMvcTester mvc;
  @Autowired JsonMapper json;
  @Autowired ServiceTest.World world;
  @Autowired MovableClock clock;
  @Autowired ScriptedProvider provider;
  @Autowired LoggingSystem logging;

  private Callers callers;

  @BeforeEach
  void freshWorld() {
    world.reset();
    callers = new Callers(mvc, json);
  }

  @Test
  void aConfirmAnswersATokenThatSaysWhatWasVerified() throws Exception {
    var id = callers.requested();
    var token = SignedJWT.parse(callers.token(callers.confirm(id, RIGHT, null)));
    assertThat(token.getHeader().toJSONObject())
        .containsOnly(
            Map.entry("alg", "ES256"),
            Map.entry("kid", "k2"),
            Map.entry("typ", "phone-verification+jwt"));
    assertThat(token.getJWTClaimsSet().toJSONObject())
        .containsEntry("iss", SigningTest.ISSUER)
        .containsEntry("aud", "login")
        .containsEntry("sub", id)
        .containsEntry("phone_number", Callers.MOBILE)
        .containsEntry("phone_number_verified", true)
        .containsEntry("purpose", "login")
        .containsEntry("amr", List.of("otp"))
        .containsEntry("auth_time", NOW.getEpochSecond())
        .containsEntry("iat", NOW.getEpochSecond())
        .containsEntry("exp", NOW.plusSeconds(300).getEpochSecond())
        .containsKey("jti")
        .hasSize(11);
    var key = (ECPublicKey) SigningTest.Keys.ACTIVE.getPublic();
    assertThat(token.verify(new ECDSAVerifier(key))).isTrue();
  }

  @Test
  void aWrongCodeAndASecondConfirmAnswerNone() {
    var id = callers.requested();
    assertThat(callers.confirm(id, WRONG, null)).hasStatus(422).bodyText().doesNotContain("token");
    callers.confirm(id, RIGHT, null);
    assertThat(callers.confirm(id, RIGHT, null)).hasStatus(409).bodyText().doesNotContain("token");
    assertThat(mvc.get().uri("/auth/otp/" + id).with(httpBasic("login", "login-secret")))
        .hasStatus(200)
        .bodyText()
        .doesNotContain("token");
  }

  @Test
  void aProviderWhoseClockIsOffShortensNoTokensLife() throws Exception {
    var id = callers.requested();
    provider.answers(Call.VERIFY, new VerifyResult.Matched(NOW.minus(Duration.ofHours(7))));
    var claims = SignedJWT.parse(callers.token(callers.confirm(id, RIGHT, null))).getJWTClaimsSet();
    assertThat(claims.getDateClaim("auth_time")).isEqualTo(NOW.minus(Duration.ofHours(7)));
    assertThat(claims.getExpirationTime()).isEqualTo(NOW.plusSeconds(300));
  }

  @Test
  void anInterruptedConfirmAnswersTheSameTokenWheneverItIsAskedAgain() throws Exception {
    var id = callers.requested();
    provider.losesAnswer(Call.VERIFY);
    provider.answers(Call.STATUS, Unknown.LOST);
    assertThat(callers.confirm(id, RIGHT, "k")).hasStatus(504);
    var first = SignedJWT.parse(callers.token(callers.confirm(id, RIGHT, "k")));
    world
        .database()
        .sql(
            "update idempotency_record set status = null, content_type = null, body = null,"
                + " body_key_id = null")
        .update();
    clock.advance(Duration.ofMinutes(1));
    var second = SignedJWT.parse(callers.token(callers.confirm(id, RIGHT, "k")));
    assertThat(second.getJWTClaimsSet()).isEqualTo(first.getJWTClaimsSet());
    assertThat(second.serialize()).isNotEqualTo(first.serialize());
    assertThat(callers.introspect("login", second.serialize(), true))
        .bodyText()
        .contains("\"active\":true");
    assertThat(callers.introspect("login", first.serialize(), true))
        .bodyText()
        .isEqualTo("{\"active\":false}");
  }

  @Test
  void thePublishedKeysArePublicHalvesOnly() {
    var answer = mvc.get().uri("/.well-known/jwks.json").exchange();
    assertThat(answer)
        .hasStatus(200)
        .hasContentType(MediaType.parseMediaType("application/jwk-set+json"))
        .hasHeader("Cache-Control", "no-store");
    var keys = callers.json(answer).get("keys");
    assertThat(keys.values())
        .extracting(key -> key.get("kid").asString() + " " + key.propertyNames())
        .containsExactlyInAnyOrder(
            "k1 [kty, use, crv, kid, x, alg]", "k2 [kty, use, crv, kid, x, y, alg]");
  }

  @Test
  void neitherTokenNorNumberIsLoggedEvenWhereSpringTellsMore(CapturedOutput output) {
    logging.setLogLevel("org.springframework", LogLevel.DEBUG);
    try {
      var token = callers.token(callers.confirm(callers.requested(), RIGHT, "k"));
      callers.confirm(callers.requested(), RIGHT, "k");
      callers.introspect("login", token, false);
      callers.introspectByForm("login", "token=" + token);
      callers.introspect("login", token + "x", true);
      assertThat(output)
          .contains("Executing prepared SQL")
          .doesNotContain(token, token.split("\\.", -1)[1], "81234567890");
    } finally {
      logging.setLogLevel("org.springframework", null);
    }
  }
}
