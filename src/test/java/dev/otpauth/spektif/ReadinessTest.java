package dev.otpauth.spektif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import dev.otpauth.ServiceTest;
import dev.otpauth.spektif.account.AccountProblemCause;
import dev.otpauth.spektif.account.AccountProblems;
import dev.otpauth.spektif.account.CallKind;
import dev.otpauth.spektif.account.Diagnosis;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Readiness does not depend on the provider. */
@ServiceTest
class ReadinessTest {

  private static final CallKind VERIFY = SpektifRequest.to(Operation.VERIFY).kind();

  @Autowired MockMvcTester mvc;
  @Autowired AccountProblems problems;
  @Autowired CircuitBreakerRegistry circuits;

  @AfterEach
  void allIsWell() {
    problems.accepted(VERIFY, Instant.EPOCH);
    circuits.circuitBreaker(ResilientExecutor.INSTANCE).transitionToClosedState();
  }

  private MvcTestResult get(String path) {
    return mvc.get().uri(path).with(httpBasic("support", "support-secret")).exchange();
  }

  private void assertInRotation() {
    assertThat(get("/actuator/health/readiness")).hasStatus(200);
    assertThat(get("/actuator/health/liveness")).hasStatus(200);
  }

  @Test
  void refusingProviderIsToldInHealthAndNotInReadiness() {
    problems.refused(
        VERIFY, Diagnosis.of(AccountProblemCause.CREDENTIALS, "HTTP 401"), Instant.EPOCH);

    assertThat(get("/actuator/health"))
        .hasStatus(503)
        .bodyJson()
        .extractingPath("$.components.spektif.details.cause")
        .isEqualTo("credentials");
    assertInRotation();
  }

  @Test
  void openCircuitIsToldInHealthAndNotInReadiness() {
    circuits.circuitBreaker(ResilientExecutor.INSTANCE).transitionToOpenState();

    assertThat(get("/actuator/health"))
        .hasStatus(503)
        .bodyJson()
        .extractingPath("$.components.spektif.details.cause")
        .isEqualTo("circuit_open");
    assertInRotation();
    assertThat(get("/actuator/prometheus"))
        .bodyText()
        .contains("resilience4j_circuitbreaker_state{", "spektif_account_problem{");
  }
}
