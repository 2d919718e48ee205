package dev.otpauth.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.ServiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.context.annotation.Import;

@EnabledIf("dev.otpauth.DebianPostgres#isInstalled")
@Import({Debian15.class, ServiceTest.Fakes.class})
class FirstStartOnPostgres15Test extends FirstStart {

  @Test
  void itIsDebians() {
    assertThat(version()).startsWith("15.").contains("Debian");
  }
}
