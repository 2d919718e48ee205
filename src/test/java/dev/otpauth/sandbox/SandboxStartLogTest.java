package dev.otpauth.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

@ExtendWith(OutputCaptureExtension.class)
class SandboxStartLogTest {

  @Test
  void theStartNamesThePageAndTheDemoCaller(CapturedOutput output) {
    var environment = new MockEnvironment().withProperty("local.server.port", "8080");
    new SandboxStartLog(environment).onApplicationEvent(mock(ApplicationReadyEvent.class));
    assertThat(output.getOut())
        .contains("page=\"http://localhost:8080/sandbox\"", "caller=\"demo\"")
        .doesNotContain("demo-secret");
  }
}
