package dev.otpauth.token;

import static dev.otpauth.ScriptedProvider.RIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import dev.otpauth.Callers;
import dev.otpauth.MovableClock;
import dev.otpauth.ServiceTest;
import dev.otpauth.phone.PhoneNumber;
import java.net.URI;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** Introspection: who may use it, its responses, and single consumption. */
@SigningTest
class IntrospectionTest {

  private static final String INACTIVE = "{\"active\":false}";

  @Autowired MockMvcTester mvc;
  @Autowired JsonMapper json;
  @Autowired ServiceTest.World world;
  @Autowired MovableClock clock;
  @Autowired VerificationTokens tokens;
  @Autowired Introspection introspection;
  @Autowired InactiveTokens inactive;
  @Autowired JdbcConnectionDetails database;

  private Callers callers;
  private String id;
  private String token;

  @BeforeEach
  void aConfirmedNumber() {
    world.reset();
    callers = new Callers(mvc, json);
    id = callers.requested();
    token = callers.token(callers.confirm(id, RIGHT, null));
  }

  @Test
  void aGoodTokenIsActiveWithItsClaims() {
    var answer = callers.introspect("login", token, false);
    assertThat(answer).hasStatus(200).hasHeader("Cache-Control", "no-store");
    assertThat(Callers.body(answer))
        .isEqualTo(
            """
            {"active":true,"iss":"https://otp.example.com","aud":"login","sub":"%1$s",\
            "phone_number":"+6281234567890","phone_number_verified":true,"purpose":"login",\
            "amr":["otp"],"auth_time":1772421900,"iat":1772421900,"exp":1772422200,"jti":"%1$s"}\
            """
                .formatted(id));
  }

  @ParameterizedTest
  @CsvSource({"'', true", "&consume=false, true", "&consume=true, false"})
  void aFormIsReadAsRfc7662HasIt(String rest, boolean activeAgain) {
    assertThat(form("token=" + token + "&token_type_hint=access_token" + rest))
        .bodyText()
        .contains("\"active\":true");
    assertThat(form("token=" + token)).bodyText().contains("\"active\":" + activeAgain);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                            | token
          {"token":""}                  | token
          {"token":1}                   | token
          {"token":"x","consume":"yes"} | consume
          []                            | body
          """)
  void aMalformedBodyIsInvalid(String body, String field) {
    assertThat(callers.post("login", "introspect", null, body))
        .hasStatus(400)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
        .bodyText()
        .contains("\"field\":\"%s\"".formatted(field));
  }

  @ParameterizedTest
  @CsvSource({"'', body", "token=, token", "token=a&token=b, token", "token=a&consume=1, consume"})
  void aMalformedFormIsInvalid(String body, String field) {
    assertThat(form(body)).hasStatus(400).bodyText().contains("\"field\":\"%s\"".formatted(field));
  }

  @Test
  void aTokenInTheUrlIsNotRead() {
    var answer =
        mvc.post()
            .uri("/auth/otp/introspect?token=" + token)
            .with(httpBasic("login", "login-secret"))
            .contentType(MediaType.APPLICATION_FORM_URLENCODED)
            .exchange();
    assertThat(answer).hasStatus(400);
  }

  @Test
  void anotherCallersTokenIsInactiveAndStaysGood() {
    assertThat(callers.introspect("signup", token, true)).bodyText().isEqualTo(INACTIVE);
    assertThat(callers.introspect("login", token, false)).bodyText().contains("true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "a.b.c",
        "..",
        "eyJhbGciOiJub25lIn0.e30.",
        "eyJhbGciOiJFUzI1NiIsImtpZCI6ImsyIiwidHlwIjoicGhvbmUtdmVyaWZpY2F0aW9uK2p3dCJ9.e30.AA"
      })
  void garbageIsInactive(String garbage) {
    assertThat(callers.introspect("login", garbage, true))
        .hasStatus(200)
        .bodyText()
        .isEqualTo(INACTIVE);
  }

  @Test
  void aTamperedTokenIsInactive() {
    var parts = token.split("\\.", -1);
    var other = Character.toString(parts[2].charAt(0) == 'A' ? 'B' : 'A');
    for (var forged :
        List.of(
            parts[0] + "." + parts[1] + "." + other + parts[2].substring(1),
            parts[0] + "." + parts[1].substring(1) + "." + parts[2],
            "eyJhbGciOiJub25lIn0." + parts[1] + "." + parts[2])) {
      assertThat(callers.introspect("login", forged, true)).bodyText().isEqualTo(INACTIVE);
    }
  }

  @Test
  void aTokenOfAnotherKeyIssuerTypeOrAlgorithmIsInactive() {
    for (var stranger :
        List.of(
            tokens(SigningTest.ISSUER, "k2", "ES256", Pem.p256()),
            tokens(SigningTest.ISSUER, "k3", "ES256", SigningTest.Keys.ACTIVE),
            tokens(SigningTest.ISSUER, "k2", "RS256", Pem.rsa(2048)),
            tokens("https://other.example.com", "k2", "ES256", SigningTest.Keys.ACTIVE))) {
      assertThat(introspection.of(issued(stranger), false, "login")).isEmpty();
    }
    assertThat(introspection.of(issued(tokens), false, "login")).isPresent();
  }

  @Test
  void aRetiredKeyStillChecksWhatItSigned() {
    var before = tokens(SigningTest.ISSUER, "k1", "EdDSA", SigningTest.Keys.RETIRED);
    assertThat(introspection.of(issued(before), false, "login")).isPresent();
  }

  @Test
  void anExpiredTokenIsInactive() {
    clock.advance(Duration.ofMinutes(5).minusMillis(1));
    assertThat(callers.introspect("login", token, false)).bodyText().contains("true");
    clock.advance(Duration.ofMillis(1));
    assertThat(callers.introspect("login", token, false)).bodyText().isEqualTo(INACTIVE);
  }

  @Test
  void aConsumedTokenIsInactiveForEveryQuestion() {
    assertThat(callers.introspect("login", token, true)).bodyText().contains("true");
    assertThat(callers.introspect("login", token, true)).bodyText().isEqualTo(INACTIVE);
    assertThat(callers.introspect("login", token, false)).bodyText().isEqualTo(INACTIVE);
  }

  @Test
  void afterAnErasureNoTokenOfTheNumberIsGood() {
    clock.advance(Duration.ofSeconds(30));
    var otherId =
        callers.id(callers.post("login", "request", null, "{\"mobile\":\"081234567891\"}"));
    var other = callers.token(callers.confirm(otherId, RIGHT, null));
    assertThat(
            callers.post("privacy", "erase", null, "{\"mobile\":\"%s\"}".formatted(Callers.MOBILE)))
        .hasStatus(200);
    for (var consume : List.of(false, true)) {
      assertThat(callers.introspect("login", token, consume)).bodyText().isEqualTo(INACTIVE);
    }
    assertThat(callers.introspect("login", other, true)).bodyText().contains("true");

    clock.advance(Duration.ofSeconds(2));
    var anew = callers.token(callers.confirm(callers.requested(), RIGHT, null));
    assertThat(callers.introspect("login", anew, false)).bodyText().contains("true");
  }

  @Test
  void twentyAtOnceConsumeItOnce() throws Exception {
    var answers =
        atOnce(
            IntStream.range(0, 20)
                .<Callable<String>>mapToObj(
                    _ -> () -> Callers.body(callers.introspect("login", token, true)))
                .toList());
    assertThat(answers).hasSize(20).filteredOn(it -> it.contains("true")).hasSize(1);
    assertThat(answers).filteredOn(INACTIVE::equals).hasSize(19);
  }

  @Test
  void twentyAtOnceOnTwoReplicasConsumeItOnce() throws Exception {
    try (var replica = Replica.beside(database)) {
      var there = replica.bean(Introspection.class);
      assertThat(there).isNotSameAs(introspection);
      var answers =
          atOnce(
              IntStream.range(0, 20)
                  .mapToObj(it -> it % 2 == 0 ? introspection : there)
                  .<Callable<Boolean>>map(it -> () -> it.of(token, true, "login").isPresent())
                  .toList());
      assertThat(answers).hasSize(20).filteredOn(Boolean::booleanValue).hasSize(1);
      assertThat(there.of(token, false, "login")).isEmpty();
    }
  }

  @Test
  void whatWasConsumedIsForgottenOnceNoTokenCanBeLeft() {
    callers.introspect("login", token, true);
    clock.advance(TokenProperties.LONGEST_LIFETIME.minusMillis(1));
    inactive.forgetExpired();
    assertThat(remembered()).isEqualTo(1);
    clock.advance(Duration.ofMillis(1));
    inactive.forgetExpired();
    assertThat(remembered()).isZero();
  }

  private int remembered() {
    return world
        .database()
        .sql("select count(*) from consumed_token")
        .query(Integer.class)
        .single();
  }

  private VerificationTokens tokens(String issuer, String kid, String algorithm, KeyPair pair) {
    var key =
        new TokenProperties.Key(
            SigningAlgorithm.valueOf(algorithm.toUpperCase(Locale.ROOT)), Pem.of(pair), null, null);
    return new VerificationTokens(
        new TokenProperties(URI.create(issuer), Duration.ofMinutes(5), Map.of(kid, key), kid),
        clock);
  }

  private String issued(VerificationTokens by) {
    return by.issue(
            new VerifiedPhone(
                UUID.randomUUID(),
                "login",
                new PhoneNumber(Callers.MOBILE),
                "login",
                clock.instant(),
                clock.instant()))
        .orElseThrow()
        .value();
  }

  private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<T>();
      for (var answer : executor.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    }
  }

  private MvcTestResult form(String body) {
    return callers.introspectByForm("login", body);
  }
}
