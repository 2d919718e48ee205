package dev.otpauth.caller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.MovableClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** Refusals are counted, and cannot flood the log. */
@ExtendWith(OutputCaptureExtension.class)
class AuthenticationsTest {

  private final MovableClock clock = new MovableClock();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final Authentications authentications =
      new Authentications(
          meters,
          new CallerAuthentication(
              new CallerProperties(
                  List.of(
                      new CallerProperties.Client(
                          "login", List.of("0".repeat(64)), Set.of(Caller.VERIFY))))),
          clock);

  @Test
  void everyRefusalIsCountedAndOneAMinuteIsTold(CapturedOutput output) {
    for (var i = 0; i < 100; i++) {
      authentications.failed(refused(basic("login")));
    }
    clock.advance(Duration.ofSeconds(59));
    authentications.failed(refused(basic("login")));
    assertThat(count("basic", "refused")).isEqualTo(101);
    assertThat(refusalsTold(output)).isEqualTo(1);
    assertThat(output).contains("WARN", "caller=\"login\"", "scheme=\"basic\"");

    clock.advance(Duration.ofSeconds(1));
    authentications.failed(refused(basic("login")));
    assertThat(refusalsTold(output)).isEqualTo(2);
  }

  @Test
  void idsThatAreNotConfiguredAreOneAndNotTold(CapturedOutput output) {
    for (var i = 0; i < 100; i++) {
      authentications.failed(refused(basic("canary-" + i)));
    }
    assertThat(refusalsTold(output)).isEqualTo(1);
    assertThat(output).contains("caller=\"unknown\"").doesNotContain("canary");
  }

  @Test
  void strangersDoNotHideAConfiguredCaller(CapturedOutput output) {
    authentications.failed(refused(basic("stranger")));
    authentications.failed(refused(basic("login")));
    assertThat(output).contains("caller=\"unknown\"", "caller=\"login\"");
  }

  @Test
  void aTokenIsCountedAndNotTold(CapturedOutput output) {
    var token = new BearerTokenAuthenticationToken("canary");
    var failure = new InvalidBearerTokenException("canary");
    failure.setAuthenticationRequest(token);
    authentications.failed(failure);
    assertThat(count("bearer", "refused")).isEqualTo(1);
    assertThat(output).contains("scheme=\"bearer\"").doesNotContain("canary");
  }

  @Test
  void nothingPresentedIsCountedAloneAndNoNews(CapturedOutput output) {
    authentications.failed(new InsufficientAuthenticationException("none"));
    assertThat(count("none", "missing")).isEqualTo(1);
    assertThat(refusalsTold(output)).isZero();
  }

  @Test
  void aTokenThatCannotBeCheckedIsNoRefusal(CapturedOutput output) {
    var failure = new AuthenticationServiceException("no keys");
    failure.setAuthenticationRequest(new BearerTokenAuthenticationToken("canary"));
    authentications.failed(failure);
    assertThat(count("bearer", "unavailable")).isEqualTo(1);
    assertThat(refusalsTold(output)).isZero();
  }

  private static AuthenticationException refused(Authentication presented) {
    var failure = new BadCredentialsException("bad credentials");
    failure.setAuthenticationRequest(presented);
    return failure;
  }

  private static Authentication basic(String id) {
    return UsernamePasswordAuthenticationToken.unauthenticated(id, "canary");
  }

  private double count(String scheme, String outcome) {
    return meters
        .get("otp.authentication")
        .tags("scheme", scheme, "outcome", outcome)
        .counter()
        .count();
  }

  private static long refusalsTold(CapturedOutput output) {
    return output.toString().lines().filter(line -> line.contains("Refused a caller")).count();
  }
}
