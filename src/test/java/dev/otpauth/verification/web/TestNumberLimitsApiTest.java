package dev.otpauth.verification.web;

import static dev.otpauth.ScriptedProvider.WRONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.MovableClock;
import dev.otpauth.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.TestPropertySource;

/**
 * The limits of test numbers: none for the number, but for attempts and network. The provider is
 * unreachable, and is not needed.
 */
@SpringBootTest
@AutoConfigureMockMvc
@ActiveProfiles("test")
@Import({TestDatabase.class, TestNumberLimitsApiTest.Time.class})
@TestPropertySource(
    properties = {
      "otp.throttle.client-ip=2/1m",
      "otp.throttle.guesses=3/24h",
      "otp.test-numbers[0].mobile=081200000001",
      "otp.test-numbers[0].code=424242",
      "otp.test-numbers[0].until=2099-01-01T00:00:00Z"
    })
class TestNumberLimitsApiTest extends LimitsApi {

  private static final String TEST = "081200000001";

  @TestConfiguration(proxyBeanMethods = false)
  static class Time {
    @Bean
    @Primary
    MovableClock movableClock() {
      return new MovableClock();
    }
  }

  /** All that was used up is free again. */
  @BeforeEach
  void later() {
    pass(3600);
  }

  @Test
  void strangersGuessesLockNobodyOut() {
    for (var stranger = 1; stranger <= 20; stranger++) {
      var id = id(request(TEST, "198.51.100." + stranger));
      for (var guess = 0; guess < 4; guess++) {
        assertThat(confirm(id, WRONG)).hasStatus(422);
      }
    }
    var reviewer = id(request(TEST, "192.0.2.7"));
    assertThat(confirm(reviewer, "424242")).hasStatus(200);
  }

  @Test
  void anAddressGuessesNoMoreThanItsRateLets() {
    var id = id(request(TEST, "192.0.2.7"));
    sent(resend(id));
    limited(request(TEST, "192.0.2.7"), "client_ip", 30);
    limited(resend(id), "client_ip", 30);
    limited(request(ONE, "192.0.2.7"), "client_ip", 30);
    sent(request(TEST, "192.0.2.8"));
    pass(30);
    sent(request(TEST, "192.0.2.7"));
  }

  @Test
  void whoeverDoesNotSayFromWhereSharesOneRate() {
    sent(request(TEST));
    sent(request(TEST));
    limited(request(TEST), "client_ip", 30);
    sent(request(TEST, "192.0.2.7"));
  }

  @Test
  void aRightCodeGivesThePlaceBack() {
    for (var login = 0; login < 20; login++) {
      assertThat(confirm(id(request(TEST)), "424242")).hasStatus(200);
    }
  }
}
