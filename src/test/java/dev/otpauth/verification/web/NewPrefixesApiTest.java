package dev.otpauth.verification.web;

import static dev.otpauth.ScriptedProvider.RIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.Jobs;
import dev.otpauth.ScriptedProvider.Call;
import dev.otpauth.provider.Unreachable;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;

/** The rate limit of prefixes without any verified number. */
@TestPropertySource(
    properties = {
      "otp.throttle.new-prefixes=2/1m",
      "otp.throttle.send-delays=0s, 0s, 0s, 0s",
      "otp.throttle.client-ip=off"
    })
class NewPrefixesApiTest extends ScriptedLimitsApi {

  @Autowired ApplicationContext context;

  /** Until then, none is held to be new. */
  @BeforeEach
  void knownPrefixesAreLoaded() {
    new Jobs(context).run("VerifiedPrefixes");
  }

  @Test
  void aNewPrefixIsSlowWhoeverAsksAndResendsCount() {
    var id = id(request("081234567801", "192.0.2.1"));
    sent(resend(id));
    limited(request("081234567802", "192.0.2.2"), "global", 30);
    limited(resend(id), "global", 30);
    sent(request("081334567801"));
    pass(30);
    sent(request("081234567802"));
  }

  @Test
  void onceACodeWasRightItIsNot() {
    assertThat(confirm(id(request("081434567801")), RIGHT)).hasStatus(200);
    for (var number = 10; number < 20; number++) {
      sent(request("0814345678" + number));
    }
    sent(request("081534567801"));
    sent(request("081534567802"));
    limited(request("081534567803"), "global", 30);
  }

  @Test
  void whatWasNotSentIsGivenBack() {
    provider.answers(Call.SEND, new Unreachable(Duration.ofSeconds(5)));
    assertThat(request("081634567801")).hasStatus(503);
    sent(request("081634567801"));
    sent(request("081634567802"));
    limited(request("081634567803"), "global", 30);
  }
}
