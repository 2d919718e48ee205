package dev.otpauth.verification.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.Callers;
import dev.otpauth.ScriptedProvider;
import dev.otpauth.ScriptedProvider.Call;
import dev.otpauth.ServiceTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** Numbers without a plus are ambiguous if Hong Kong, Japan and Singapore are allowed too. */
@ServiceTest
@TestPropertySource(properties = "otp.allowed-countries=ID,HK,JP,SG")
class UnclearCountryApiTest {

  @Autowired MockMvcTester mvc;
  @Autowired ScriptedProvider provider;
  @Autowired ServiceTest.World world;
  @Autowired JsonMapper json;

  private Callers callers;

  @BeforeEach
  void freshWorld() {
    callers = new Callers(mvc, json);
    world.reset();
  }

  @ParameterizedTest
  @ValueSource(strings = {"85291234567", "852 9123 4567", "6591234567", "819012345678"})
  void aNumberWithoutItsPlusIsNotSentToAStranger(String written) {
    assertUnclear(post("login", "request", "{'mobile':'%s'}", written), "mobile");
    assertUnclear(post("privacy", "erase", "{'mobile':'%s'}", written), "mobile");
    assertUnclear(
        post("support", "history", "{'destination_number':'%s'}", written), "destination_number");
    assertThat(provider.calls(Call.SEND) + provider.calls(Call.HISTORY)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "+85291234567, +85******567",
    "0085291234567, +85******567",
    "tel:+852-9123-4567, +85******567",
    "+6591234567, +65*****567",
    "085291234567, +62********567",
    "6285291234567, +62********567",
    "81234567890, +62********890",
    "62811798804, +62******804"
  })
  void whoseCountryIsClearGetsACode(String written, String masked) {
    assertThat(post("login", "request", "{'mobile':'%s'}", written))
        .hasStatus(202)
        .bodyJson()
        .extractingPath("$.mobile")
        .isEqualTo(masked);
  }

  private MvcTestResult post(String caller, String call, String body, String number) {
    return callers.post(caller, call, null, body.formatted(number).replace('\'', '"'));
  }

  private static void assertUnclear(MvcTestResult answer, String field) {
    assertThat(answer)
        .hasStatus(400)
        .bodyText()
        .contains(
            "\"detail\":\"Write the number with + and its country" + " code,",
            "\"field\":\"" + field + "\"");
  }
}
