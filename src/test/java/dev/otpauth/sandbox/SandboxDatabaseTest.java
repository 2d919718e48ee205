package dev.otpauth.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.otpauth.FailedStart;
import dev.otpauth.TestDatabase;
import dev.otpauth.phone.KeyRing;
import dev.otpauth.runtime.SettingsOnly;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tests that a database belongs either to the sandbox or to real numbers. */
@ExtendWith(OutputCaptureExtension.class)
class SandboxDatabaseTest {

  private static final String OTHERS_KEY =
      "otp.privacy.digest-key (environment OTP_PRIVACY_DIGEST_KEY) is not the key that the stored"
          + " digests were made with";
  private static final String NOT_THE_SANDBOXS =
      "spring.datasource.url (environment SPRING_DATASOURCE_URL) leads to a database that the"
          + " sandbox did not make: give it one of its own, or remove the profile sandbox.";

  private final HikariDataSource source = TestDatabase.freshDataSource();
  private final JdbcClient database = JdbcClient.create(source);

  @Test
  void theSandboxDoesNotTouchADatabaseOfRealNumbers(CapturedOutput output) {
    migrate("6");
    KeyRing.of("digest", "k1").start(database, Clock.systemUTC());
    var before = everything();

    assertThat(start("sandbox", Map.of())).isNotNull();
    assertThat(output)
        .contains("APPLICATION FAILED TO START", NOT_THE_SANDBOXS)
        .doesNotContain("Started ", source.getJdbcUrl());
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void theSandboxsDatabaseIsOfNoUseInEarnest(CapturedOutput output) {
    assertThat(start("sandbox", Map.of())).isNull();
    var before = everything();

    assertThat(start("", SettingsOnly.rightSettings())).isNotNull();
    assertThat(output).contains("APPLICATION FAILED TO START", OTHERS_KEY);
    assertThat(everything()).isEqualTo(before);
  }

  private void migrate(String version) {
    Flyway.configure().dataSource(source).target(version).load().migrate();
  }

  /** Returns the versions of the rows about schema and keys, which any write changes. */
  private String everything() {
    return database
        .sql(
            """
            select (select string_agg(version, ',' order by installed_rank) from flyway_schema_history)
              || ' ' || (select xmin::text from digest_key)
              || ' ' || (select string_agg(id || xmin::text, ',' order by id) from encryption_key)
            """)
        .query(String.class)
        .single();
  }

  private @Nullable Throwable start(String profile, Map<String, Object> more) {
    var settings = new LinkedHashMap<>(more);
    settings.put("server.port", 0);
    settings.put("spring.datasource.url", source.getJdbcUrl());
    settings.put("spring.datasource.username", source.getUsername());
    settings.put("spring.datasource.password", source.getPassword());
    return profile.isEmpty() ? FailedStart.of(settings) : FailedStart.of(settings, profile);
  }
}
