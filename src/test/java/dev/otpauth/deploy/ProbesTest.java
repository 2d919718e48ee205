package dev.otpauth.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The paths that the probes may ask for answer without credentials. */
@ServiceTest
class ProbesTest {

  @Autowired MockMvcTester http;

  @Test
  void everyProbeIsAnswered() {
    assertThat(ServiceFacts.PROBES)
        .allSatisfy(path -> assertThat(http.get().uri(path)).hasStatusOk());
  }
}
