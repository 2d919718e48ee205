package dev.otpauth.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.ServiceTest;
import dev.otpauth.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;

@Import({TestDatabase.class, ServiceTest.Fakes.class})
class FirstStartOnPostgres18Test extends FirstStart {

  @Test
  void itIsTheNewest() {
    assertThat(version()).startsWith("18");
  }
}
