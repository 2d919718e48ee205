package dev.otpauth.verification.web;

import static dev.otpauth.ScriptedProvider.RIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import dev.otpauth.ScriptedProvider.Call;
import dev.otpauth.provider.Throttled;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** A resting number refuses strangers, but not its subscriber's known network. */
@TestPropertySource(
    properties = {
      "otp.throttle.send-delays=0s, 0s, 0s, 0s, 0s, 0s, 0s, 0s, 0s, 0s",
      "otp.throttle.guesses=3/24h",
      "otp.max-attempts=40"
    })
class RestingNumberApiTest extends ScriptedLimitsApi {

  private static final String HOME = "192.0.2.7";
  private static final String STRANGE = "198.51.100.9";
  private static final long REST = Duration.ofHours(24).toSeconds();

  /** The subscriber has signed in from home once, and is about to do so again. */
  private String loginUnderWay(String from) {
    assertThat(confirm(id(request(ONE, HOME)), RIGHT)).hasStatus(200);
    pass(6);
    return id(request(ONE, from));
  }

  private String guessedByAStranger(int guesses) {
    var id = id(request(ONE, STRANGE));
    for (var guess = 0; guess < guesses; guess++) {
      wrongly(id);
    }
    return id;
  }

  @Test
  void theRightCodeOfALoginUnderWayIsTaken() {
    var login = loginUnderWay(HOME);
    limited(confirm(guessedByAStranger(3), RIGHT), "phone", REST);
    assertThat(confirm(login, RIGHT)).hasStatus(200);
  }

  @Test
  void aLoginCanBegin() {
    loginUnderWay(HOME);
    var stranger = guessedByAStranger(3);
    limited(request(ONE, STRANGE), "phone", REST);
    var body = sent(request(ONE, HOME));
    assertThat(body.path("resend_in").longValue()).as("the rest is not its own").isZero();
    var login = body.path("request_id").stringValue();
    assertThat(status(login).path("resend_in").longValue()).isZero();
    assertThat(status(stranger).path("resend_in").longValue()).isEqualTo(REST);
    sent(resend(login));
    limited(resend(stranger), "phone", REST);
    assertThat(confirm(login, RIGHT)).hasStatus(200);
    wrongly(stranger);
  }

  @Test
  void anotherNetworkOrCallerOrNumberIsAStranger() {
    loginUnderWay(HOME);
    guessedByAStranger(3);
    limited(request(ONE, "192.0.2.8"), "phone", REST);
    limited(request(ONE), "phone", REST);
    var signup = httpBasic("signup", "signup-secret");
    limited(
        post("request", "{\"mobile\":\"%s\",\"client_ip\":\"%s\"}".formatted(ONE, HOME), signup),
        "phone",
        REST);
    var other = id(request(OTHER, HOME));
    wrongly(other);
    wrongly(other);
    wrongly(other);
    limited(confirm(other, RIGHT), "phone", REST);
  }

  /** Whoever shares the network may guess as often again, and no more. */
  @Test
  void fromHomeAsManyAgainMayBeWrong() {
    var login = loginUnderWay(HOME);
    guessedByAStranger(3);
    pass(60);
    wrongly(login);
    wrongly(login);
    wrongly(login);
    limited(confirm(login, RIGHT), "phone", REST - 60);
    limited(request(ONE, HOME), "phone", REST - 60);
    pass(REST - 60);
    wrongly(id(request(ONE, STRANGE)));
  }

  @Test
  void otherLimitsHold() {
    var login = loginUnderWay(HOME);
    guessedByAStranger(3);
    provider.answers(Call.RESEND, new Throttled(Duration.ofSeconds(30)));
    limited(resend(login), "provider", 30);
    limited(request(ONE, HOME), "provider", 30);
    pass(30);
    assertThat(confirm(login, RIGHT)).hasStatus(200);
  }
}
