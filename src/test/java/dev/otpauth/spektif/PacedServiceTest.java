package dev.otpauth.spektif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import dev.otpauth.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/**
 * Tests what callers see of the outbound rate limits, and that they do not count against a number.
 */
@SpringBootTest(
    properties = {
      "otp.throttle.send-delays=60s,60s",
      "otp.throttle.client-ip=2/1h",
      "resilience4j.ratelimiter.instances.spektif-messages.limit-for-period=1",
      "resilience4j.ratelimiter.instances.spektif-messages.limit-refresh-period=1h",
      "resilience4j.ratelimiter.instances.spektif-messages.timeout-duration=4s"
    })
@AutoConfigureMockMvc
@ActiveProfiles("test")
@Import(TestDatabase.class)
@DirtiesContext
class PacedServiceTest {

  private static final SpektifStub spektif = new SpektifStub();

  @Autowired MockMvcTester mvc;

  @DynamicPropertySource
  static void provider(DynamicPropertyRegistry settings) {
    settings.add("spektif.base-url", spektif::url);
  }

  @Test
  void sendThatDoesNotFitIsUnavailableAndNothingOfItCounts() {
    spektif.acceptsSends();
    assertThat(request("+6281234567801", "203.0.113.1")).hasStatus(202);

    for (var time = 0; time < 3; time++) {
      assertThat(request("+6281234567802", "203.0.113.2"))
          .hasStatus(503)
          .hasHeader(HttpHeaders.RETRY_AFTER, "5")
          .bodyJson()
          .hasPathSatisfying("$.code", it -> it.assertThat().isEqualTo("provider_unavailable"))
          .hasPathSatisfying("$.retry_after", it -> it.assertThat().isEqualTo(5));
    }

    assertThat(spektif.asked("send")).isEqualTo(1);
    assertThat(request("+6281234567801", "203.0.113.1"))
        .as("what was sent does count")
        .hasStatus(429);
  }

  private MvcTestResult request(String mobile, String clientIp) {
    return mvc.post()
        .uri("/auth/otp/request")
        .with(httpBasic("login", "login-secret"))
        .contentType(MediaType.APPLICATION_JSON)
        .content("{\"mobile\":\"" + mobile + "\",\"client_ip\":\"" + clientIp + "\"}")
        .exchange();
  }
}
